import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProject } from "../../../../packages/engine/project/project";
import {
  configEnvironment,
  hasSecureValues,
  readStackConfig,
  resolveConfig,
  writeEncryptionSalt,
} from "../../../../packages/engine/project/stack-config";
import { plainCrypter } from "../support/plain-crypter";
import { scratchFolder } from "../support/scratch-folder";

const folder = scratchFolder();
const path = () => join(folder(), "Pulumi.dev.yaml");

function read(declarations: string, text?: string) {
  writeFileSync(join(folder(), "Pulumi.yaml"), `name: shop\nruntime: nodejs\nconfig:${declarations}\n`);
  if (text !== undefined) writeFileSync(path(), text);
  const project = readProject(folder());
  const file = readStackConfig(project, "dev");
  return { project, file, resolve: () => resolveConfig(project, file, plainCrypter) };
}

test("values are texts, objects are JSON, secrets are in clear and named; defaults fill what is missing", () => {
  const declarations =
    "\n  size: {type: integer, default: 3}\n  names: {type: array, items: {type: string}, default: [a]}\n  cloud:region: west";
  const { file, resolve } = read(
    declarations,
    `encryptionsalt: v1:x
config:
  shop:text: "007"
  number: 1.50
  flag: true
  none:
  cloud:config:zone: b
  shop:password: {secure: sealed s3cret}
  shop:object: {b: [1, {secure: sealed deep}], a: {secure: x, other: y}}
`,
  );
  expect([file.encryptionSalt, hasSecureValues(file)]).toEqual(["v1:x", true]);
  const resolved = resolve();
  expect(resolved).toEqual({
    config: {
      "cloud:region": "west",
      "cloud:zone": "b",
      "shop:flag": "true",
      "shop:names": '["a"]',
      "shop:none": "null",
      "shop:number": "1.5",
      "shop:object": '{"a":{"other":"y","secure":"x"},"b":[1,"deep"]}',
      "shop:password": "s3cret",
      "shop:size": "3",
      "shop:text": "007",
    },
    secretKeys: ["shop:object", "shop:password"],
  });
  const environment = configEnvironment(resolved);
  expect(JSON.parse(environment.PULUMI_CONFIG ?? "")).toEqual(resolved.config);
  expect(environment.PULUMI_CONFIG_SECRET_KEYS).toBe('["shop:object","shop:password"]');
});

test("a stack without a file has the defaults", () => {
  const { file, resolve } = read("\n  size: 3");
  expect([file, resolve()]).toEqual([
    { path: path(), values: {} },
    { config: { "shop:size": "3" }, secretKeys: [] },
  ]);
});

test("reports all faults of values at once, and quotes no secret", () => {
  const { resolve } = read(
    "\n  a: {type: integer}\n  b: {type: boolean}\n  c: {type: array, items: {type: array, items: {type: integer}}}\n  d: {type: string, secret: true}\n  e: {type: integer}\n  f: {type: object}\n  g: {type: string}",
    "config: {a: 1.5, b: yes!, c: [[1, x]], d: canary, e: {secure: sealed canary}, f: [1]}",
  );
  expect(resolve).toThrow(
    new Error(`read configuration ${path()}:
  shop:g: is missing; set it with: pulumi config set shop:g <value>
  shop:a: must be of type integer (got 1.5)
  shop:b: must be of type boolean (got "yes!")
  shop:c: must be of type array<array<integer>> (got [[1,"x"]])
  shop:d: must be encrypted, it is declared secret; set it with: pulumi config set --secret shop:d <value>
  shop:e: must be of type integer
  shop:f: must be of type object (got [1])`),
  );
});

test("texts that read as what is wanted are taken for it, as the CLI does", () => {
  const { resolve } = read(
    "\n  a: {type: integer}\n  b: {type: boolean}\n  c: {type: string}\n  d: {type: array, items: {type: integer}}",
    `config: {a: "12", b: "true", c: 5, d: ["1", 2]}`,
  );
  expect(resolve().config).toEqual({ "shop:a": "12", "shop:b": "true", "shop:c": "5", "shop:d": '["1",2]' });
});

test("reports all faults of form at once", () => {
  const text =
    "secretsprovider: awskms://x\nenvironment: [x]\nencryptionsalt: 1\nconfig: {a:b:c: 1, shop:x: 1, x: 2, '': 3}";
  expect(() => read("", text)).toThrow(
    new Error(`read ${path()}:
  secretsprovider: "awskms://x" is not supported by this engine, only passphrase; change it with: pulumi stack change-secrets-provider passphrase
  environment: Pulumi ESC is not supported by this engine; use the pulumi CLI
  config.a:b:c: the key must be <name> or <namespace>:<name>
  config.x: is the same key as another one: shop:x
  config.: the key must be <name> or <namespace>:<name>
  encryptionsalt: must be a string`),
  );
});

test.each([
  ["[1]", "it must hold a map of keys to values"],
  ["config: 5", "config: must be a map"],
  ["config: {a: *x}", "Unresolved alias"],
  ["config: {", "at line 1"],
])("%s is refused with the path", (text, message) => {
  expect(() => read("", text)).toThrow(message);
});

test("reports a secret without a salt or of another stack by its key, not its text", () => {
  const { project, file } = read("", "config: {a: {b: {secure: canary}}}");
  expect(() => resolveConfig(project, file, undefined)).toThrow(
    /^decrypt shop:a.b: the stack's file has no encryptionsalt$/,
  );
});

test("the salt is written below what is there, and a file that cannot be read stays as it is", () => {
  read("", "# of the shop\nconfig:\n  size: 3\n");
  chmodSync(path(), 0o640);
  writeEncryptionSalt(path(), "v1:salt");
  expect(readFileSync(path(), "utf8")).toBe("# of the shop\nconfig:\n  size: 3\nencryptionsalt: v1:salt\n");
  expect(statSync(path()).mode & 0o777).toBe(0o640);
  writeFileSync(path(), "config: [");
  expect(() => writeEncryptionSalt(path(), "v1:salt")).toThrow(`read ${path()}`);
  expect([readFileSync(path(), "utf8"), existsSync(`${path()}.tmp`)]).toEqual(["config: [", false]);
});
