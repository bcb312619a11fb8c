import { describeFaults, parseConfig } from "../../../infra/config/config-schema";

test("an unknown key hides neither the faults of several keys together nor those of the platform", () => {
  const given = {
    egres: '["587"]',
    memoryMiB: "512",
    imageBuilds: "here",
    registry: "ecr",
    domain: "-",
    dnsZone: "Z1",
  };
  const ofPlatform = [
    { key: "networkCidr", rule: "must be a /16 to a /24 on aws" },
    { key: "dnsZone", rule: "needs a domain" },
  ];
  expect(describeFaults(parseConfig(given, {}, () => ofPlatform).faults)).toEqual([
    'egres: is not a known key; did you mean egress? (got "[\\"587\\"]")',
    'domain: must be a host name such as links.example.org, in small letters, or empty (got "-")',
    'imageBuilds: must be auto with registry ecr, which is pushed to from here (got "here")',
    'memoryMiB: must be 1024 or more: the Docker daemon and its builds need it (runtime vms does with 512) (got "512")',
    "networkCidr: must be a /16 to a /24 on aws",
  ]);
});

test("a key with a fault of its own is not reported by the rules that look at it", () => {
  const ofPlatform = [{ key: "jumpHost", rule: "needs adminCidrs with the network that it comes from" }];
  const { faults } = parseConfig({ jumpHost: "jump.example.org", adminCidrs: '["0.0.0.0/0"]' }, {}, () => ofPlatform);
  expect(faults.map(({ key }) => key)).toEqual(["adminCidrs"]);
});

test("the rules of a platform wait for a target that exists", () => {
  const { faults } = parseConfig({ target: "gcp" }, {}, () => [{ key: "domain", rule: "must be empty on local" }]);
  expect(faults.map(({ key }) => key)).toEqual(["target"]);
});
