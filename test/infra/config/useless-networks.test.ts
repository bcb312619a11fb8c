import { describeFaults, parseConfig } from "../../../infra/config/config-schema";
import { uselessNetworkFaults, whyUseless } from "../../../infra/config/useless-networks";

test.each([
  ["198.51.100.0/24", "reserved for documentation"],
  ["203.0.113.7/32", "reserved for documentation"],
  ["192.0.2.0/25", "reserved for documentation"],
  ["127.0.0.0/8", "a computer's own loopback"],
  ["169.254.0.0/16", "link-local"],
  ["224.0.0.0/8", "multicast"],
  ["255.255.255.255/32", "reserved"],
  ["10.0.0.0/8", undefined],
  ["9.9.9.9/32", undefined],
  ["198.51.0.0/16", undefined],
])("%s: %s", (network, why) => {
  expect(whyUseless(network)).toBe(why);
});

test("each network that lets no one in is reported with its reason", () => {
  const { draft } = parseConfig({ adminCidrs: '["198.51.100.0/24","9.9.9.9/32","127.0.0.1/32"]' });
  expect(describeFaults(uselessNetworkFaults(draft))).toEqual([
    'adminCidrs: must be networks that you come from: this one is reserved for documentation (got "198.51.100.0/24")',
    'adminCidrs: must be networks that you come from: this one is a computer\'s own loopback (got "127.0.0.1/32")',
  ]);
});
