type Inputs<Value> = Readonly<Record<string, Value>>;

/** Where bridged providers and the docker provider list the inputs that they chose themselves. */
const defaultsKey = "__defaults";
/** azure-native's mark of a resource whose name ends in random digits; it does not record which input that is. */
const azureMark = "__createBeforeDelete";

/**
 * The inputs of a resource with every name that its provider chose, such as `data-1a2b3c4`, replaced by `data-*`. Only an
 * input that the provider marks as its own choice is replaced: `data-1a2b3c4` that the program wrote stays as it is.
 */
export function withoutAutomaticNames<Value>(inputs: Inputs<Value>, resourceName: string): Inputs<Value | string> {
  const chosen = chosenKeys(inputs, resourceName);
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      chosen.has(key) && isAutomatic(value, resourceName) ? `${resourceName}-*` : value,
    ]),
  );
}

function chosenKeys(inputs: Inputs<unknown>, resourceName: string): ReadonlySet<unknown> {
  const defaults = inputs[defaultsKey];
  const listed: readonly unknown[] = Array.isArray(defaults) ? defaults : [];
  if (inputs[azureMark] !== true) return new Set(listed);
  const named = Object.keys(inputs).filter((key) => /name$/i.test(key) && isAutomatic(inputs[key], resourceName));
  return new Set(named.length === 1 ? [...listed, ...named] : listed);
}

function isAutomatic(value: unknown, resourceName: string): boolean {
  if (typeof value !== "string" || !value.startsWith(resourceName)) return false;
  return /^-?[0-9a-f]{7,8}$/.test(value.slice(resourceName.length));
}
