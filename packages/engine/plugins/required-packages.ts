import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { parseJson } from "@berth/json/parse-json";
import type { PackageRequest } from "../plan/provider-reference";

const description = v.object({
  name: v.optional(v.string(), ""),
  version: v.optional(v.string(), ""),
  pulumi: v.object({
    resource: v.optional(v.boolean(), false),
    name: v.optional(v.string()),
    version: v.optional(v.string()),
    server: v.optional(v.string(), ""),
  }),
});

/**
 * The packages whose SDKs are installed where Node.js looks from `folder`, by the rule of Pulumi's language host: a
 * package.json with `pulumi.resource`. A program need not use all of them.
 */
export function requiredPackages(folder: string): readonly PackageRequest[] {
  const found = ancestors(folder).flatMap((each) => packagesIn(join(each, "node_modules")));
  const distinct = new Map(found.map((request) => [JSON.stringify(request), request]));
  return [...distinct.values()];
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function packagesIn(modules: string): readonly PackageRequest[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) => {
    const path = join(modules, name);
    if (name.startsWith(".")) return [];
    if (name.startsWith("@")) return readdirSync(path).flatMap((scoped) => packageAt(join(path, scoped)));
    return packageAt(path);
  });
}

function packageAt(path: string): readonly PackageRequest[] {
  const file = join(path, "package.json");
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const own = text.includes('"pulumi"') ? readRequest(text, file) : undefined;
  return [...(own === undefined ? [] : [own]), ...packagesIn(join(path, "node_modules"))];
}

/** Undefined: not the SDK of a provider, as `pulumi: {…}` of other tools. */
function readRequest(text: string, file: string): PackageRequest | undefined {
  const read = v.safeParse(description, parseJson(v.unknown(), text, file));
  if (!read.success || !read.output.pulumi.resource) return undefined;
  const { name, version, pulumi } = read.output;
  const plain = name.startsWith("@pulumi/") ? basename(name) : undefined;
  const packageName = pulumi.name ?? plain;
  if (packageName === undefined) return undefined;
  const downloadUrl = pulumi.server;
  return { name: packageName, version: (pulumi.version ?? version).replace(/^v/, ""), downloadUrl };
}
