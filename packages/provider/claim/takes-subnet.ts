import { BlockList, isIPv4 } from "node:net";

type Subnets = Readonly<Record<string, string>>;

/** Whether a network gets a subnet that overlaps one that another network has until now. */
export function takesSubnet(olds: Subnets = {}, news: Subnets = {}): boolean {
  return Object.entries(news).some(
    ([name, subnet]) =>
      olds[name] !== subnet &&
      Object.entries(olds).some(([other, old]) => other !== name && (holds(old, subnet) || holds(subnet, old))),
  );
}

/** Two networks overlap only where one holds the first address of the other. */
function holds(outer: string, inner: string): boolean {
  const [address = "", prefix = ""] = outer.split("/");
  const [first = ""] = inner.split("/");
  if (!isIPv4(address) || !isIPv4(first)) return false;
  const range = new BlockList();
  range.addSubnet(address, Number(prefix));
  return range.check(first);
}
