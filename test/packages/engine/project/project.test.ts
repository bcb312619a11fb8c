import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProject } from "../../../../packages/engine/project/project";
import { scratchFolder } from "../support/scratch-folder";

const folder = scratchFolder();

function read(text: string, name = "Pulumi.yaml") {
  writeFileSync(join(folder(), name), text);
  return readProject(folder());
}

test("a project is read with everything this engine uses, also from a folder below", () => {
  const text = `
name: shop
description: sells
runtime: {name: nodejs, options: {typescript: false, nodeargs: --import 'a b' --title="x y", tsconfig: t.json, packagemanager: npm}}
main: src/
backend: {url: "file://./state"}
stackConfigDir: stacks
plugins: {providers: [{name: cloud, path: ./provider, version: 1.2.3}, {name: other, path: /opt/other}]}
config:
  size: {type: integer, description: how big, default: 3}
  names: {type: array, items: {type: string}}
  token: {type: string, secret: true}
  short: text
  list: [1]
  cloud:region: west
  empty:
template: {description: not ours}
`;
  mkdirSync(join(folder(), "src"));
  read(text);
  expect(readProject(join(folder(), "src"))).toEqual({
    root: folder(),
    name: "shop",
    description: "sells",
    runtime: {
      name: "nodejs",
      typescript: false,
      nodeArguments: ["--import", "a b", "--title=x y"],
      tsconfig: "t.json",
    },
    main: "src/",
    backendUrl: "file://./state",
    stackConfigFolder: join(folder(), "stacks"),
    extension: ".yaml",
    providerPaths: [
      { name: "cloud", path: join(folder(), "provider"), version: "1.2.3" },
      { name: "other", path: "/opt/other" },
    ],
    config: {
      "shop:size": { type: { type: "integer" }, description: "how big", fallback: 3, secret: false, required: false },
      "shop:names": { type: { type: "array", items: { type: "string" } }, secret: false, required: true },
      "shop:token": { type: { type: "string" }, secret: true, required: true },
      "shop:short": { fallback: "text", secret: false, required: false },
      "shop:list": { fallback: [1], secret: false, required: false },
      "cloud:region": { fallback: "west", secret: false, required: false },
      "shop:empty": { secret: false, required: true },
    },
  });
});

test("the least project, and the old form of stackConfigDir", () => {
  const least = read("name: shop\nruntime: nodejs\nconfig: stacks\n", "Pulumi.yml");
  expect(least).toEqual({
    root: folder(),
    name: "shop",
    runtime: { name: "nodejs", typescript: true, nodeArguments: [] },
    stackConfigFolder: join(folder(), "stacks"),
    extension: ".yml",
    providerPaths: [],
    config: {},
  });
});

test("reports all faults at once, each with its path", () => {
  const text = `
name: ../evil
runtime: {name: python, options: {typescript: "no", tsconfig: 1}}
main: [1]
backend: {url: 5}
options: {refresh: always}
plugins: {providers: [{path: ./x}, {name: y}], analyzers: [{name: p, path: q}]}
config:
  a: {type: integer, default: big}
  b: {type: float}
  c: {type: array}
  d: {default: 1, value: 2}
  e: {defualt: 1}
  f: {secret: 1, description: 2}
  x:y: {type: string, default: z}
  x:z: {}
  a:b:c: 1
`;
  expect(() => read(text)).toThrow(
    new Error(`read ${folder()}/Pulumi.yaml:
  name: must be 1 to 100 letters, digits, "_", "." and "-" (got "../evil")
  options.refresh: is not supported by this engine; remove it
  plugins.analyzers: policies are not supported by this engine; remove them or use the pulumi CLI
  main: must be a string
  backend.url: must be a string
  runtime: only nodejs is supported by this engine (got "python")
  runtime.options.typescript: must be true or false
  runtime.options.tsconfig: must be a string
  plugins.providers[0].name: is missing
  plugins.providers[1].path: is missing: the folder of the plugin
  config.a.default: must be of type integer (got "big")
  config.b.type: must be one of string, integer, boolean, array, object (got "float")
  config.c.items: an array must say the type of its items: {type: …}
  config.d: has both [default] and [value]
  config.e.defualt: is not known; known are type, items, description, default, value, secret
  config.f.secret: must be true or false
  config.f.description: must be a string
  config.x:y.type: is for keys of the project's own namespace only
  config.x:y.default: is for keys of the project's own namespace only; say "value"
  config.x:y: belongs to another namespace and must have a "value"
  config.x:z: belongs to another namespace and must have a "value"
  config.a:b:c: the key must be <name> or <namespace>:<name>`),
  );
});

test.each([
  ["a list", "[1]", "it must hold a map of keys to values"],
  ["nothing", "", `name: must be 1 to 100 letters, digits, "_", "." and "-" (got undefined)`],
  ["no YAML", "name: [", "at line 1"],
  ["a key twice", "name: a\nname: b", "Map keys must be unique at line 2"],
  ["an open quote", 'name: a\nruntime: {name: nodejs, options: {nodeargs: "\'x"}}', "a quote is not closed"],
  [
    "an alias bomb",
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(9)}*a]\nc: &c [${"*b,".repeat(9)}*b]\nd: [${"*c,".repeat(9)}*c]`,
    "Excessive alias count",
  ],
])("%s is refused with the path", (_what, text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("reports a folder without a project", () => {
  expect(() => readProject(folder())).toThrow(`there is no Pulumi.yaml in ${folder()} or a folder above it`);
});

test("a project that requires another version of Pulumi is refused in the CLI's words", () => {
  const project = "name: shop\nruntime: nodejs\n";
  expect(read(`${project}requiredPulumiVersion: ">=3.0.0"\n`).name).toBe("shop");
  expect(() => read(`${project}requiredPulumiVersion: ">=99.0.0"\n`)).toThrow(
    'Pulumi CLI version 3.260.0 does not satisfy the version range ">=99.0.0"',
  );
});
