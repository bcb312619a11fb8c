/** The values of a map of the configuration, apart by whether they are in clear in the stack's file. */
export interface SplitValues {
  readonly plain: Readonly<Record<string, string>>;
  readonly secure: Readonly<Record<string, string>>;
}

/**
 * A program gets a map with secure values decrypted, and does not get which of them were. So a value counts as plain only
 * where `written`, the map as it is in the stack's file, has the same one in clear. An empty value hides nothing.
 */
export function splitSecure(given: Readonly<Record<string, string>>, written: unknown): SplitValues {
  const inClear = typeof written === "object" && written !== null ? (written as Readonly<Record<string, unknown>>) : {};
  const isPlain = ([name, value]: [string, string]): boolean =>
    value === "" || (Object.hasOwn(inClear, name) && isScalar(inClear[name]) && String(inClear[name]) === value);
  const entries = Object.entries(given);
  return {
    plain: Object.fromEntries(entries.filter(isPlain)),
    secure: Object.fromEntries(entries.filter((entry) => !isPlain(entry))),
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
