/** A property of what a client printed; undefined where there is none. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null
      ? new Map<string, unknown>(Object.entries(inner)).get(key)
      : undefined;
  }, value);
}

/** Its items; none where it is no list. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Itself, or "" where it is no text. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Its number, also where a client prints one as text; NaN where there is none. */
export function number(value: unknown): number {
  return typeof value === "number" ? value : Number(text(value) || NaN);
}

/** The texts among its items. */
export function texts(value: unknown): readonly string[] {
  return items(value)
    .map(text)
    .filter((item) => item !== "");
}
