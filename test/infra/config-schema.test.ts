import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { describeFaults, parseConfig, schema } from "../../infra/config-schema";

const defaults = {
  target: "local",
  cpus: 2,
  memoryMiB: 2048,
  dataDiskGiB: 12,
  httpPort: 8080,
  image: "",
  zones: [],
  networkCidr: "10.40.0.0/16",
  adminCidrs: [],
  generation: 1,
  terminationProtection: false,
  protectData: true,
  flowLogs: false,
  region: "",
};

test("an empty stack gets every default", () => {
  expect(parseConfig({})).toEqual({ config: defaults, faults: [] });
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

test("all faults are reported at once, each with key, rule and value", () => {
  const { config, faults } = parseConfig({ target: "AWS", cpus: "0", memoryMiB: "2 GiB", memoryMib: "1", region: "x" });
  expect(config).toBeUndefined();
  expect(describeFaults(faults)).toEqual([
    'memoryMib: is not a known key; did you mean memoryMiB? (got "1")',
    'region: is not a known key (got "x")',
    'target: must be one of local, aws, azure (got "AWS")',
    'cpus: must be an integer from 1 to 64 (got "0")',
    'memoryMiB: must be an integer from 1024 to 262144 (got "2 GiB")',
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
  const project = parse(readFileSync(join(__dirname, "../../Pulumi.yaml"), "utf8")) as {
    config: Record<string, { type: string; default: unknown; description: string }>;
  };
  const declared = Object.entries(project.config).map(([key, { type, default: value }]) => [key, type, value]);
  const read = Object.entries(schema).map(([key, rule]) => [key, rule.type, rule.default]);
  expect(declared).toEqual(read);
});

test("the ranges that Pulumi.yaml tells people are the ranges that are checked", () => {
  const project = parse(readFileSync(join(__dirname, "../../Pulumi.yaml"), "utf8")) as {
    config: Record<string, { description: string }>;
  };
  for (const [key, rule] of Object.entries(schema)) {
    const [, from, to] = /integer from (\d+) to (\d+)/.exec(rule.must) ?? [];
    if (from !== undefined) expect(project.config[key]?.description).toContain(`${from} to ${to}`);
  }
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

test.each(["198.51.100.0/24", "[1]", "{}", '["a"', "null"])("%j is no list of networks", (given) => {
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
