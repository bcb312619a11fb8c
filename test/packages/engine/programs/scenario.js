// A real program that registers what scenario.json says: "$name.key" in an input is that resource's output.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");

const scenario = JSON.parse(readFileSync(join(__dirname, "scenario.json"), "utf8"));
if (scenario.exits !== undefined) process.exit(scenario.exits);
const made = new Map();

class Resource extends pulumi.CustomResource {
  constructor(of, name, inputs, options) {
    super(`${of}:index:Thing`, name, { made: undefined, ...inputs }, options);
  }
}

class Group extends pulumi.ComponentResource {
  constructor(of, name, options) {
    super(`${of}:index:Group`, name, {}, options);
    this.registerOutputs({ label: name });
  }
}

class Provider extends pulumi.ProviderResource {
  constructor(of, name, inputs, options) {
    super(of, name, inputs, options);
  }
}

function value(described) {
  if (Array.isArray(described)) return described.map(value);
  if (described !== null && typeof described === "object") {
    if ("$secret" in described) return pulumi.secret(value(described.$secret));
    if ("$asset" in described) return new pulumi.asset.StringAsset(described.$asset);
    return Object.fromEntries(Object.entries(described).map(([key, item]) => [key, value(item)]));
  }
  if (typeof described !== "string" || !described.startsWith("$")) return described;
  const [name, key] = described.slice(1).split(".");
  const resource = made.get(name);
  return key === undefined ? resource : resource[key];
}

function options({ parent, provider, dependsOn, deletedWith, replaceWith, providers, aliases, ...rest } = {}) {
  const named = Object.entries({ parent, provider, deletedWith }).filter(([, name]) => name !== undefined);
  return {
    ...rest,
    ...Object.fromEntries(named.map(([key, name]) => [key, made.get(name)])),
    ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.map((name) => made.get(name)) }),
    ...(replaceWith === undefined ? {} : { replaceWith: replaceWith.map((name) => made.get(name)) }),
    ...(providers === undefined ? {} : { providers: providers.map((name) => made.get(name)) }),
    ...(aliases === undefined
      ? {}
      : {
          aliases: aliases.map((alias) =>
            alias.parent === null ? { ...alias, parent: pulumi.rootStackResource } : alias,
          ),
        }),
  };
}

function make({ name, kind = "resource", package: of = "fake", inputs = {}, options: described }) {
  const opts = options(described);
  if (kind === "component") return new Group(of, name, opts);
  if (kind === "provider") return new Provider(of, name, value(inputs), opts);
  if (kind === "get") return new Resource(of, name, {}, { ...opts, id: value(inputs.id) });
  return new Resource(of, name, value(inputs), opts);
}

for (const described of scenario.resources ?? []) made.set(described.name, make(described));
// Not a plain Error: rendering one takes the SDK half a minute on some Node 20, under the CLI too.
if (scenario.throws !== undefined) throw new pulumi.RunError(scenario.throws);
module.exports = value(scenario.outputs ?? {});
