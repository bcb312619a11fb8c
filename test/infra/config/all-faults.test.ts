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

test.each(["constructor", "toString", "__proto__"])("%s, which every object has, is not a known key", (key) => {
  const { faults } = parseConfig(Object.fromEntries([[key, "x"]]), {});
  expect(describeFaults(faults)).toEqual([`${key}: is not a known key (got "x")`]);
});

test("all faults are reported at once, each with key, rule and value", () => {
  const { config, faults } = parseConfig({ target: "AWS", cpus: "0", memoryMiB: "2 GiB", memoryMib: "1", region: "x" });
  expect(config).toBeUndefined();
  expect(describeFaults(faults)).toEqual([
    'memoryMib: is not a known key; did you mean memoryMiB? (got "1")',
    'region: is not a known key (got "x")',
    'target: must be one of local, aws, azure (got "AWS")',
    'cpus: must be an integer from 1 to 64 (got "0")',
    'memoryMiB: must be an integer from 512 to 262144 (got "2 GiB")',
  ]);
});
