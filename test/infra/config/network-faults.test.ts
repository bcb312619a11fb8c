import { describeFaults } from "../../../infra/config/config-schema";
import { faultsWithoutNetwork, hostSubnets } from "../../../infra/config/network-faults";

test("without an existing network there is none to name subnets of, and no NAT for hosts without a public address", () => {
  const given = { publicSubnets: ["a"], privateSubnets: ["b"], publicAddresses: false };
  expect(describeFaults(faultsWithoutNetwork(given))).toEqual([
    'publicSubnets: must be empty without network, in which they are (got "[\\"a\\"]")',
    'privateSubnets: must be empty without network, in which they are (got "[\\"b\\"]")',
    'publicAddresses: must be true without network: the network that the stack makes has no NAT (got "false")',
  ]);
  expect(faultsWithoutNetwork({ publicSubnets: [], privateSubnets: [], publicAddresses: true })).toEqual([]);
});

test("hosts are in the subnets that fit their addresses", () => {
  const subnets = { publicSubnets: ["a"], privateSubnets: ["b"] };
  expect([true, false].map((publicAddresses) => hostSubnets({ ...subnets, publicAddresses }))).toEqual([["a"], ["b"]]);
});
