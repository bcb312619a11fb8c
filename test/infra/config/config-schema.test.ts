import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { describeFaults, parseConfig, schema } from "../../../infra/config/config-schema";

const defaults = {
  target: "local",
  runtime: "containers",
  hosts: 1,
  cpus: 2,
  memoryMiB: 2048,
  size: "",
  dataDiskGiB: 12,
  httpPort: 8080,
  image: "",
  zones: [],
  networkCidr: "10.40.0.0/16",
  network: "",
  publicSubnets: [],
  privateSubnets: [],
  publicAddresses: true,
  loadBalancer: false,
  adminCidrs: [],
  egress: [],
  jumpHost: "",
  jumpHostKey: "",
  tags: {},
  generation: 1,
  terminationProtection: false,
  protectData: true,
  diskBackups: 0,
  dataSnapshots: {},
  flowLogs: false,
  permissionsBoundary: "",
  registry: "none",
  imageBuilds: "auto",
  domain: "",
  dnsZone: "",
  composeFiles: ["services/compose.yaml"],
  registries: {},
  defaultRegistry: "",
  composeVariables: {},
  ...{ keepReleases: 3, releases: {} },
  ...{ backupRepository: "", backupSchedule: "*-*-* 03:00:00", backupPassword: "", backupEnvironment: {} },
  ...{ backupKeepDaily: 7, backupKeepWeekly: 4, backupKeepMonthly: 6 },
  ...{ region: "", profile: "" },
  localImage: "built",
};

test("an empty stack gets every default", () => {
  expect(parseConfig({})).toEqual({ config: defaults, draft: defaults, faults: [] });
});

test("values arrive as text and leave as their type", () => {
  const { config } = parseConfig({
    cpus: "4",
    memoryMiB: "4096",
    dataDiskGiB: "20",
    httpPort: "9000",
    target: "local",
  });
  expect(config).toEqual({ ...defaults, cpus: 4, memoryMiB: 4096, dataDiskGiB: 20, httpPort: 9000 });
});

test("where images are built is a choice only for containers without a registry", () => {
  expect(parseConfig({ imageBuilds: "here" }).faults).toEqual([]);
  expect(describeFaults(parseConfig({ imageBuilds: "there" }).faults)).toEqual([
    'imageBuilds: must be one of auto, here, host (got "there")',
  ]);
  expect(describeFaults(parseConfig({ imageBuilds: "here", runtime: "vms" }).faults)).toEqual([
    'imageBuilds: must be auto with runtime vms, which has no images (got "here")',
  ]);
  expect(describeFaults(parseConfig({ imageBuilds: "host", target: "aws", registry: "ecr" }).faults)).toEqual([
    'imageBuilds: must be auto with registry ecr, which is pushed to from here (got "host")',
  ]);
});

test("a machine for each service needs no memory for Docker, counts no hosts and pulls no images", () => {
  expect(parseConfig({ runtime: "vms", memoryMiB: "512" }).faults).toEqual([]);
  expect(describeFaults(parseConfig({ memoryMiB: "1023" }).faults)).toEqual([
    'memoryMiB: must be 1024 or more: the Docker daemon and its builds need it (runtime vms does with 512) (got "1023")',
  ]);
  expect(describeFaults(parseConfig({ runtime: "vms", hosts: "2", registry: "ecr" }).faults)).toEqual([
    'hosts: must be 1 with runtime vms, where each service has a machine of its own (got "2")',
    'registry: must be none with runtime vms, which has no images (got "ecr")',
  ]);
});

const notIntegers = [
  "",
  " 2",
  "2 ",
  "-1",
  "+2",
  "1.5",
  "1e3",
  "0x10",
  "NaN",
  "Infinity",
  "٢",
  "2\n",
  "99999999999999999999",
];

test.each(notIntegers)("%j is not an integer", (text) => {
  expect(parseConfig({ cpus: text }).faults).toHaveLength(1);
});

test("any single broken value yields exactly one fault, and it names its key", () => {
  const keys = Object.entries(schema).flatMap(([key, { type }]) => (type === "integer" ? [key] : []));
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.string(), (key, text) => {
      const { config, faults } = parseConfig({ [key]: text });
      return config === undefined ? faults.length === 1 && faults[0]?.key === key : /^\d+$/.test(text);
    }),
  );
});

test("Pulumi.yaml declares the same keys, types and defaults", () => {
  const project = parse(readFileSync(join(__dirname, "../../../Pulumi.yaml"), "utf8")) as {
    config: Record<string, { type: string; default: unknown; description: string }>;
  };
  const declared = Object.entries(project.config).map(([key, { type, default: value }]) => [key, type, value]);
  const read = Object.entries(schema).map(([key, rule]) => [key, rule.type, rule.default]);
  expect(declared).toEqual(read);
});

test("the ranges in Pulumi.yaml are the ranges that are checked", () => {
  const project = parse(readFileSync(join(__dirname, "../../../Pulumi.yaml"), "utf8")) as {
    config: Record<string, { description: string }>;
  };
  for (const [key, rule] of Object.entries(schema)) {
    const [, from, to] = /integer from (\d+) to (\d+)/.exec(rule.must) ?? [];
    if (from !== undefined) expect(project.config[key]?.description).toContain(`${from} to ${to}`);
  }
});

test("the compose files and the variables of a stack arrive as JSON", () => {
  const given = {
    composeFiles: '["app/compose.yaml","/srv/x.yml"]',
    composeVariables: '{"TAG":17,"ON":true,"__proto__":"x"}',
  };
  const { config } = parseConfig(given);
  expect(config?.composeFiles).toEqual(["app/compose.yaml", "/srv/x.yml"]);
  expect(Object.entries(config?.composeVariables ?? {})).toEqual([
    ["TAG", "17"],
    ["ON", "true"],
    ["__proto__", "x"],
  ]);
});

test("a list arrives as JSON, and every item is checked", () => {
  const { config } = parseConfig({ adminCidrs: '["198.51.100.0/24","203.0.113.7/32"]' });
  expect(config?.adminCidrs).toEqual(["198.51.100.0/24", "203.0.113.7/32"]);
});

const notAdminNetworks = ["0.0.0.0/0", "0.0.0.0/1", "::/0", "198.51.100.1/24", "198.51.100.0", "me", ""];

test.each(notAdminNetworks)("SSH is not let in from %j", (network) => {
  expect(describeFaults(parseConfig({ adminCidrs: JSON.stringify([network]) }).faults)).toEqual([
    expect.stringMatching(/^adminCidrs: must be a list of IPv4 networks, \/8 or smaller/),
  ]);
});

test.each(["198.51.100.0/24", "[1]", "{}", '["a"', "null"])("%j is not a list of networks", (given) => {
  expect(parseConfig({ adminCidrs: given }).faults).toHaveLength(1);
});

test.each(["8.8.8.0/24", "10.0.0.0/7", "172.0.0.0/12", "10.40.0.1/16", "fd00::/8", ""])(
  "%j is no private network",
  (given) => {
    expect(parseConfig({ networkCidr: given }).faults).toHaveLength(1);
  },
);

test.each(["yes", "True", "1", ""])("%j is neither true nor false", (given) => {
  expect(parseConfig({ protectData: given }).faults).toHaveLength(1);
});

test("the region is what the target's own cloud calls it", () => {
  const regions = { "aws:region": "eu-central-1", "azure-native:location": "westeurope" };
  const regionOf = (target: string) => parseConfig({ target }, regions).config?.region;
  expect(["local", "aws", "azure"].map(regionOf)).toEqual(["", "eu-central-1", "westeurope"]);
});

test.each([
  "localhost",
  "Links.example.org",
  "-a.example.org",
  "a..org",
  "203.0.113.7",
  "*.example.org",
  "http://a.org",
])("%j is not a host name that a certificate is for", (domain) => {
  expect(parseConfig({ domain }).faults).toHaveLength(1);
});

test.each(["", "links.example.org", "a-b.example", "xn--bcher-kva.example"])("%j is a domain", (domain) => {
  expect(parseConfig({ domain }).config?.domain).toBe(domain);
});

test("hosts are one to sixteen", () => {
  expect(["0", "1", "16", "17"].map((hosts) => parseConfig({ hosts }).config?.hosts)).toEqual([
    undefined,
    1,
    16,
    undefined,
  ]);
});

const sum = "a".repeat(64);

test.each(["built", "stock", "/images/my debian.qcow2", `https://example.org/debian.qcow2#sha256=${sum}`])(
  "the image of a local machine may be %s",
  (value) => {
    expect(parseConfig({}, { "local:image": value }).config?.localImage).toBe(value);
  },
);

test.each([
  ["a URL without its checksum", "https://example.org/debian.qcow2"],
  ["a URL that is not https", `http://example.org/debian.qcow2#sha256=${sum}`],
  ["a checksum that is cut short", `https://example.org/debian.qcow2#sha512=${sum}`],
  ["a relative path", "debian.qcow2"],
  ["nothing", ""],
])("the image of a local machine may not be %s", (_what, value) => {
  const { config, faults } = parseConfig({}, { "local:image": value });
  expect(config).toBeUndefined();
  expect(faults.map(({ key }) => key)).toEqual(["local:image"]);
});

test("another key of its namespace is not known", () => {
  const { faults } = parseConfig({}, { "local:img": "stock", "aws:region": "eu-central-1" });
  expect(describeFaults(faults)).toEqual(['local:img: is not a known key; did you mean local:image? (got "stock")']);
});
