import fc from "fast-check";
import { hostAddress, parseNetwork, subnetsOf } from "../../../infra/config/cidr";

test.each(["10.0.0.0/16", "0.0.0.0/0", "192.168.1.128/25", "203.0.113.7/32"])("%s is a network", (text) => {
  expect(parseNetwork(text)?.prefix).toBe(Number(text.split("/")[1]));
});

const wrong = [
  "",
  "10.0.0.0",
  "10.0.0.1/16",
  "10.0/16",
  "10.0.0.0/33",
  "256.0.0.0/8",
  "::/0",
  "10.0.0.0/016",
  "10.0.0.0/8 ",
];

test.each([...wrong, "010.0.0.0/8", "0x0a.0.0.0/8", "10.0.0.0/-1"])("%j is none", (text) => {
  expect(parseNetwork(text)).toBeUndefined();
});

test("subnets are the first ones, in order", () => {
  expect(subnetsOf("10.40.0.0/16", 4, 2)).toEqual(["10.40.0.0/20", "10.40.16.0/20"]);
  expect(() => subnetsOf("10.40.0.0/30", 4, 2)).toThrow("10.40.0.0/30 has no 2 subnets of 4 more bits");
});

test("hosts have the addresses after those that a network keeps, as far as it goes", () => {
  expect([1, 2, 12].map((number) => hostAddress("10.40.16.0/20", number))).toEqual([
    "10.40.16.4",
    "10.40.16.5",
    "10.40.16.15",
  ]);
  expect(hostAddress("10.40.0.0/28", 11)).toBe("10.40.0.14");
  expect(() => hostAddress("10.40.0.0/28", 12)).toThrow("10.40.0.0/28 has no address for host 12");
});

test("subnets are networks inside of their network and do not overlap", () => {
  const network = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 8, max: 24 }));
  fc.assert(
    fc.property(network, fc.integer({ min: 1, max: 16 }), ([second, prefix], count) => {
      const text = `10.${prefix <= 8 ? 0 : second & (256 - 2 ** Math.max(0, 16 - prefix))}.0.0/${prefix}`;
      const subnets = subnetsOf(text, 4, count);
      const parent = parseNetwork(text);
      const parsed = subnets.map(parseNetwork);
      if (parent === undefined) return false;
      return (
        new Set(subnets).size === count &&
        parsed.every((subnet) => subnet?.prefix === prefix + 4 && subnet.address.match(parent.address, parent.prefix))
      );
    }),
  );
});
