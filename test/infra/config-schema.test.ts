import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { describeFaults, parseConfig, schema } from "../../infra/config-schema";

const defaults = { target: "local", cpus: 2, memoryMiB: 2048, dataDiskGiB: 12, httpPort: 8080 };

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
  expect(config).toEqual({ target: "local", cpus: 4, memoryMiB: 4096, dataDiskGiB: 20, httpPort: 9000 });
});

test("all faults are reported at once, each with key, rule and value", () => {
  const { config, faults } = parseConfig({ target: "AWS", cpus: "0", memoryMiB: "2 GiB", memoryMib: "1", region: "x" });
  expect(config).toBeUndefined();
  expect(describeFaults(faults)).toEqual([
    'memoryMib: is not a known key; did you mean memoryMiB? (got "1")',
    'region: is not a known key (got "x")',
    'target: must be one of local (got "AWS")',
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
  const keys = Object.keys(schema).filter((key) => key !== "target");
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
  const read = Object.entries(schema).map(([key, rule]) => [
    key,
    typeof rule.default === "number" ? "integer" : "string",
    rule.default,
  ]);
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
