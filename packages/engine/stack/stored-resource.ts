import { EngineError } from "@berth/model/engine-error";
import type { Json, JsonObject } from "../wire/go-json";
import { isJsonObject } from "../wire/go-json";
import type { Crypter } from "../project/secrets";
import type { ResourceState } from "@berth/model/state";
import { decodeStored, encodeStored } from "./stored-value";

type FieldKind = "text" | "flag" | "texts" | "seconds";

/** The fields of the file that go over as they are: name in the file → name here and what it holds. */
const plainFields: Readonly<Record<string, readonly [keyof ResourceState, FieldKind]>> = {
  delete: ["delete", "flag"],
  id: ["id", "text"],
  parent: ["parent", "text"],
  protect: ["protect", "flag"],
  external: ["external", "flag"],
  dependencies: ["dependencies", "texts"],
  initErrors: ["initErrors", "texts"],
  provider: ["provider", "text"],
  pendingReplacement: ["pendingReplacement", "flag"],
  additionalSecretOutputs: ["additionalSecretOutputs", "texts"],
  customTimeouts: ["customTimeouts", "seconds"],
  importID: ["importId", "text"],
  retainOnDelete: ["retainOnDelete", "flag"],
  deletedWith: ["deletedWith", "text"],
  replaceWith: ["replaceWith", "texts"],
  created: ["created", "text"],
  modified: ["modified", "text"],
  sourcePosition: ["sourcePosition", "text"],
  hideDiff: ["hideDiff", "texts"],
  ignoreChanges: ["ignoreChanges", "texts"],
  replaceOnChanges: ["replaceOnChanges", "texts"],
};

const otherFields = new Set([
  "urn",
  "type",
  "custom",
  "inputs",
  "outputs",
  "propertyDependencies",
  "replacementTrigger",
]);

/** One resource as the file holds it: empty fields are left out. */
export function encodeResource(state: ResourceState, crypter: Crypter | undefined): JsonObject {
  const plain = Object.entries(plainFields).map(([name, [key]]) => [name, state[key] as Json | undefined] as const);
  const maps = {
    inputs: encodeStored(state.inputs, crypter),
    outputs: encodeStored(state.outputs, crypter),
    propertyDependencies: state.propertyDependencies,
    replacementTrigger:
      state.replacementTrigger === undefined
        ? undefined
        : encodeStored({ trigger: state.replacementTrigger }, crypter).trigger,
  };
  const filled = [...plain, ...Object.entries(maps)].filter(([, value]) => !isEmpty(value));
  const extra = state.extra as JsonObject | undefined;
  return { ...extra, ...Object.fromEntries(filled), urn: state.urn, type: state.type, custom: state.custom };
}

/** One resource from the file; fields this engine does not know are kept in `extra`. Throws an EngineError that names it. */
export function decodeResource(fields: Json, crypter: Crypter | undefined): ResourceState {
  if (!isJsonObject(fields)) throw new EngineError("read state: a resource is not a map");
  const { urn, type } = fields;
  if (typeof urn !== "string" || urn === "") throw new EngineError("read state: a resource has no urn");
  if (typeof type !== "string" || type === "") throw new EngineError(`read state: resource ${urn} has no type`);
  const state = {
    urn,
    type,
    custom: fields.custom === true,
    inputs: decodeMap(fields, { urn, name: "inputs" }, crypter),
    outputs: decodeMap(fields, { urn, name: "outputs" }, crypter),
    dependencies: [],
    propertyDependencies: decodeDependencies(fields.propertyDependencies, urn),
    ...decodePlain(fields, urn),
    ...decodeTrigger(fields, urn, crypter),
  };
  const extra = Object.entries(fields).filter(([name]) => !Object.hasOwn(plainFields, name) && !otherFields.has(name));
  return extra.length === 0 ? state : { ...state, extra: Object.fromEntries(extra) };
}

function decodePlain(fields: JsonObject, urn: string): Partial<ResourceState> {
  const entries = Object.entries(plainFields).flatMap(([name, [key, kind]]) => {
    const value = fields[name];
    if (isEmpty(value)) return [];
    if (!isOfKind(value, kind)) throw wrongField(urn, name, kind);
    return [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

function decodeTrigger(
  { replacementTrigger: trigger }: JsonObject,
  urn: string,
  crypter: Crypter | undefined,
): Pick<ResourceState, "replacementTrigger"> {
  if (trigger === undefined || trigger === null) return {};
  const decoded = decodeStored({ trigger }, crypter, `${urn} replacementTrigger`);
  return { replacementTrigger: decoded.trigger };
}

function decodeMap(
  fields: JsonObject,
  { urn, name }: { readonly urn: string; readonly name: "inputs" | "outputs" },
  crypter: Crypter | undefined,
): ResourceState["inputs"] {
  const value = fields[name] ?? {};
  if (!isJsonObject(value)) throw wrongField(urn, name, "map");
  return decodeStored(value, crypter, `${urn} ${name}`);
}

function decodeDependencies(value: Json | undefined, urn: string): ResourceState["propertyDependencies"] {
  const lists = value ?? {};
  if (!isJsonObject(lists)) throw wrongField(urn, "propertyDependencies", "map");
  return Object.fromEntries(
    Object.entries(lists).map(([key, list]): [string, readonly string[]] => {
      if (!isTexts(list ?? [])) throw wrongField(urn, `propertyDependencies.${key}`, "texts");
      return [key, (list ?? []) as readonly string[]];
    }),
  );
}

function isOfKind(value: Json | undefined, kind: FieldKind): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "texts":
      return isTexts(value);
    case "seconds":
      return isJsonObject(value) && Object.values(value).every((seconds) => typeof seconds === "number");
  }
}

function isTexts(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function wrongField(urn: string, name: string, kind: string): EngineError {
  const kinds: Readonly<Record<string, string>> = { texts: "a list of strings", seconds: "a map of seconds" };
  return new EngineError(`read state: field "${name}" of ${urn} is not ${kinds[kind] ?? `a ${kind}`}`);
}
