import { EngineError } from "@berth/model/engine-error";
import { isUrn } from "@berth/model/urn";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { parseProviderReference } from "./provider-reference";

const text = v.exactOptional(v.string());
const flag = v.exactOptional(v.boolean());
const properties = v.exactOptional(v.record(v.string(), v.unknown()));

const spec = v.object({
  type: text,
  name: text,
  id: text,
  parent: text,
  provider: text,
  version: text,
  pluginDownloadUrl: text,
  properties: v.exactOptional(v.array(v.string())),
  component: flag,
  remote: flag,
  logicalName: text,
  inputs: properties,
  outputs: properties,
  parameterization: v.exactOptional(v.unknown()),
  extension: v.exactOptional(v.unknown()),
});

const file = v.object({
  nameTable: v.exactOptional(v.record(v.string(), v.string())),
  resources: v.exactOptional(v.array(spec)),
  providerInputs: v.exactOptional(v.record(v.string(), v.unknown())),
});

/** One resource to import, as the file of `import --file` names it. */
export type ImportSpec = v.InferOutput<typeof spec>;
/** The file of `import --file`; `nameTable` has the URNs of the state that its resources use as parents and providers. */
export type ImportFile = v.InferOutput<typeof file>;

/** Parses the text of an import file; throws an error with all faults of its form. */
export function parseImportFile(json: string, path: string): ImportFile {
  return parseJson(file, json, path);
}

/** The words of `import TYPE NAME ID`. */
export interface InlineImport {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly properties: readonly string[];
  /** "name=urn" or a URN. */
  readonly parent?: string | undefined;
  readonly provider?: string | undefined;
}

/** The file that stands for the words of a command line; throws an EngineError for what is not a URN. */
export function inlineImportFile({ type, name, id, properties: names, parent, provider }: InlineImport): ImportFile {
  const used = {
    parent: parent === undefined ? undefined : namedUrn("parent", parent),
    provider: provider === undefined ? undefined : namedUrn("provider", provider),
  };
  if (used.parent !== undefined && used.parent.name === used.provider?.name)
    throw new EngineError(`provider and parent must have distinct names, both were '${used.parent.name}'`);
  const given = [used.parent, used.provider].filter((one) => one !== undefined);
  return {
    nameTable: Object.fromEntries(given.map((one) => [one.name, one.urn])),
    resources: [
      {
        type,
        name,
        id,
        properties: [...names],
        ...(used.parent === undefined ? {} : { parent: used.parent.name }),
        ...(used.provider === undefined ? {} : { provider: used.provider.name }),
      },
    ],
  };
}

function namedUrn(role: string, words: string): { readonly name: string; readonly urn: string } {
  const [, name = role, urn = words] = /^([^=:]+)=(.+)$/.exec(words) ?? [];
  const { urn: ofReference } = parseProviderReference(urn);
  if (isUrn(ofReference) && role === "provider")
    throw new EngineError(`expected a URN but got a Provider Reference, use '${ofReference}' instead`);
  if (!isUrn(urn)) throw new EngineError(`invalid ${role} URN: '${urn}'`);
  return { name, urn };
}
