import { askGate } from "../../support/ask-gate";
import { faultsOf, read, SMALL } from "./compose-text";

const withSubnet = (subnet: string): string =>
  SMALL.replace(/networks: \{ edge.*/, `networks: { edge: { ipam: { config: [{ subnet: "${subnet}" }] } } }`);

const allowed = ["10.0.0.0/8", "10.5.0.0/16", "172.16.0.0/12", "172.31.255.0/30", "192.168.7.0/24"];
const refused = ["8.8.8.0/24", "0.0.0.0/1", "172.32.0.0/16", "192.169.0.0/16", "10.0.0.0/7", "10.0.0.0/31"];

test.each(allowed)("a network may have the private subnet %s", (subnet) => {
  expect(read(withSubnet(subnet)).networks).toEqual([expect.objectContaining({ name: "edge", subnet })]);
});

test.each(refused)("the subnet %s is refused with the rule", (subnet) => {
  expect(faultsOf(withSubnet(subnet)).join()).toContain(
    `networks.edge.ipam.config: must be a private IPv4 network, such as 172.30.0.0/16, as the host's gate allows (got "${subnet}")`,
  );
});

test("the gate of a host has the same rule", () => {
  const create = (subnet: string) => ({
    method: "POST",
    target: "/v1.45/networks/create",
    body: JSON.stringify({ Name: "edge", IPAM: { Config: [{ Subnet: subnet }] } }),
  });
  const verdicts = askGate([...allowed, ...refused].map(create)).map(({ reasons }) => reasons === undefined);
  expect(verdicts).toEqual([...allowed.map(() => true), ...refused.map(() => false)]);
});

test.each([
  ["10.1.0.0/16", "10.1.4.0/24", true],
  ["10.1.4.0/24", "10.1.0.0/16", true],
  ["10.1.0.0/16", "10.2.0.0/16", false],
])("two networks of a host with the subnets %s and %s are refused: %s", (one, other, isRefused) => {
  const config = (subnet: string) => `{ ipam: { config: [{ subnet: "${subnet}" }] } }`;
  const text = SMALL.replace(/networks: \{ edge.*/, `networks: { edge: ${config(one)}, rear: ${config(other)} }`);
  const faults = faultsOf(text.replace("networks: [edge]", "networks: [edge, rear]"));
  const expected = `networks.rear.ipam.config: must not overlap ${one} of network edge (got "${other}")`;
  expect(faults.join("\n").includes(expected)).toBe(isRefused);
});
