/** A value with its path in the inputs. */
export type Named = readonly [path: string, value: string | undefined];

interface TextRule {
  /** What the value as a whole matches. */
  readonly pattern: string;
  /** The same in words. */
  readonly rule: string;
}

/** The values of a list with their paths. */
export function listed(path: string, values: readonly (string | undefined)[] = []): readonly Named[] {
  return values.map((value, index) => [`${path}[${index}]`, value]);
}

/** A fault for each value that does not match; what is left out is fine. */
export function textFaults(values: readonly Named[], { pattern, rule }: TextRule): readonly string[] {
  const whole = new RegExp(`^(?:${pattern})$`);
  return faults(values, (value) => whole.test(value), rule);
}

/** A fault for each value that is not one of these; what is left out is fine. */
export function unlisted(values: readonly Named[], allowed: readonly string[]): readonly string[] {
  const rule = `must be ${allowed.map((value) => JSON.stringify(value)).join(" or ")}`;
  return faults(values, (value) => allowed.includes(value), rule);
}

/** A fault for each input that is there and not empty. */
export function unwanted(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(inputs)
    .filter(([, value]) => !isEmpty(value))
    .map(([path]) => `${path}: must be left out`);
}

function faults(values: readonly Named[], isFine: (value: string) => boolean, rule: string): readonly string[] {
  return values.flatMap(([path, value]) =>
    value === undefined || isFine(value) ? [] : [`${path}: ${rule} (got ${JSON.stringify(value)})`],
  );
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === "";
}
