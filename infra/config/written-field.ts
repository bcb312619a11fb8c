/** A field of what the stack's file has, whatever that is; undefined where it has none. */
export function writtenField(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
