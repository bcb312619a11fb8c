import { describeFaults, parseConfig } from "../../../../infra/config/config-schema";
import { localFaults } from "../../../../infra/platforms/local/local-faults";

test("what only a cloud has is a fault on this computer, all of it at once", () => {
  const jumpHostKey = `ssh-ed25519 ${"A".repeat(68)}`;
  const given = { network: "vpc-1", publicAddresses: "false", loadBalancer: "true", jumpHost: "office", jumpHostKey };
  expect(describeFaults(parseConfig(given, {}, localFaults).faults)).toEqual([
    'jumpHost: must be empty on local: its hosts are on this computer (got "office")',
    `jumpHostKey: must be empty on local (got "${jumpHostKey}")`,
    'network: must be empty on local (got "vpc-1")',
    'publicAddresses: must be true without network: the network that the stack makes has no NAT (got "false")',
    'loadBalancer: must be false on local: this computer has none (got "true")',
  ]);
  expect(parseConfig({}, {}, localFaults).faults).toEqual([]);
});
