import type { PropertyMap, PropertyValue } from "./property";
import { Archive, Asset, isMap, ResourceReference, Secret, Unknown, unknown } from "./property";
import type { Capabilities } from "./provider";

/** The properties as a provider takes them: what it can't take is unwrapped. */
export function providerView(properties: PropertyMap, capabilities: Capabilities): PropertyMap {
  return mapEach(properties, (value) => {
    if (value instanceof Secret && !capabilities.secrets) return value.value;
    if (value instanceof ResourceReference && !capabilities.resources) return value.id ?? value.urn;
    return value;
  });
}

/** The properties of an old state as a provider gets them: assets with their hash only. */
export function withElidedAssets(properties: PropertyMap): PropertyMap {
  return mapEach(properties, (value) => {
    if (value instanceof Asset) return new Asset({ kind: "elided" }, value.hash);
    return value instanceof Archive ? new Archive({ kind: "elided" }, value.hash) : value;
  });
}

/** No secret wrapper anywhere; for comparing, never for showing. */
export function withoutSecrets(properties: PropertyMap): PropertyMap {
  return mapEach(properties, (value) => (value instanceof Secret ? value.value : value));
}

/** True when nothing in the value is left to be known. */
export function isKnown(value: PropertyValue | undefined): boolean {
  if (value instanceof Unknown) return false;
  if (value instanceof Secret) return isKnown(value.value);
  if (value instanceof ResourceReference) return !(value.id instanceof Unknown);
  if (Array.isArray(value)) return (value as readonly PropertyValue[]).every(isKnown);
  return !isMap(value) || Object.values(value).every(isKnown);
}

/** True when a secret is somewhere in the value. */
export function hasSecret(value: PropertyValue): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return (value as readonly PropertyValue[]).some(hasSecret);
  return isMap(value) && Object.values(value).some(hasSecret);
}

interface SecretMarks {
  /** One whose input is secret is secret too. */
  readonly inputs: PropertyMap;
  /** Those that the program names. */
  readonly names?: readonly string[];
  /** Whether the provider has dropped all marks, so that those inside of objects come back too. Default: it has not. */
  readonly areDropped?: boolean;
}

/** Outputs with what must be secret marked so: those whose input of the same name is secret, those the program names. */
export function markSecretOutputs(
  outputs: PropertyMap,
  { inputs, names = [], areDropped = false }: SecretMarks,
): PropertyMap {
  const marked = areDropped ? copyMarks(outputs, inputs) : outputs;
  const isSecret = (key: string): boolean => names.includes(key) || inputs[key] instanceof Secret;
  return Object.fromEntries(Object.entries(marked).map(([key, value]) => [key, isSecret(key) ? secret(value) : value]));
}

/** Replaces an asset that came back as a hash by the input's whole asset with that hash. */
export function withRestoredAssets(properties: PropertyMap, originals: PropertyMap): PropertyMap {
  const known = new Map<string, Asset | Archive>();
  mapEach(originals, (value) => {
    if (value instanceof Asset || value instanceof Archive) known.set(value.hash, value);
    return value;
  });
  return mapEach(properties, (value) => {
    const isElided = (value instanceof Asset || value instanceof Archive) && value.source.kind === "elided";
    return isElided ? (known.get(value.hash) ?? value) : value;
  });
}

/** Each key's value as unknown; what a preview can say of a resource it can't make. */
export function allUnknown(keys: Iterable<string>): PropertyMap {
  return Object.fromEntries([...keys].map((key) => [key, unknown]));
}

function secret(value: PropertyValue): PropertyValue {
  return value instanceof Secret ? value : new Secret(value);
}

function copyMarks(outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => {
      const input = inputs[key];
      return [key, input === undefined ? value : copyMark(value, input)];
    }),
  );
}

function copyMark(output: PropertyValue, input: PropertyValue): PropertyValue {
  if (input instanceof Secret) return secret(output);
  if (Array.isArray(input)) return hasSecret(input as readonly PropertyValue[]) ? secret(output) : output;
  return isMap(input) && isMap(output) ? copyMarks(output, input) : output;
}

type Visit = (value: PropertyValue) => PropertyValue;

function mapEach(properties: PropertyMap, visit: Visit): PropertyMap {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, mapValue(value, visit)]));
}

function mapValue(value: PropertyValue, visit: Visit): PropertyValue {
  const visited = visit(value);
  // What was inside of a wrapper is a value of its own, to be visited in turn; it may be wrapped again.
  if (visited !== value && !(visited instanceof Asset) && !(visited instanceof Archive))
    return mapValue(visited, visit);
  if (visited instanceof Secret) return new Secret(mapValue(visited.value, visit));
  if (Array.isArray(visited)) return (visited as readonly PropertyValue[]).map((item) => mapValue(item, visit));
  return isMap(visited) ? mapEach(visited, visit) : visited;
}
