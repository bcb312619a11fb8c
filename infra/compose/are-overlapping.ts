import { BlockList, isIPv4 } from "node:net";

/** Whether two IPv4 networks such as "10.0.0.0/16" have an address in common. */
export function areOverlapping(one: string, other: string): boolean {
  return holds(one, other) || holds(other, one);
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
