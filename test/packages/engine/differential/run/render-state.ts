import { signatureKey, signatures } from "../../../../../packages/model/signatures";

/** What is read of a checkpoint. */
export interface StoredState {
  resources?: Stored[];
  pending_operations?: { type: string; resource: Stored }[];
}

export interface Stored extends Readonly<Record<string, unknown>> {
  readonly urn: string;
}

interface RenderOptions {
  /** The start of every URN of the stack, which is left out. */
  readonly prefix: string;
  readonly decrypt: (ciphertext: string) => string;
}

/** A line for each resource, in order, and for each pending operation: what two engines must agree on, without times and random ids. */
export function renderState(state: StoredState, options: RenderOptions): readonly string[] {
  // The URN has the type.
  const line = ({ urn, ...fields }: Stored): string =>
    withoutNoise(`${urn} ${JSON.stringify(plain({ ...fields, urn: undefined, type: undefined }, options))}`, options);
  return [
    ...(state.resources ?? []).map(line),
    ...(state.pending_operations ?? []).map(({ type, resource }) => `${type} ${line(resource)}`),
  ];
}

/** Secrets in clear, keys in order, times as "set". */
function plain(value: unknown, options: RenderOptions): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, options));
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields[signatureKey] === signatures.secret)
    return { secret: plain(JSON.parse(options.decrypt(String(fields.ciphertext))), options) };
  return Object.fromEntries(
    Object.entries(fields)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, field(key, item, options)]),
  );
}

/** The CLI writes dependencies in the order of a map, which changes from run to run. */
function field(key: string, item: unknown, options: RenderOptions): unknown {
  if (key === "created" || key === "modified") return "set";
  return key === "dependencies" && Array.isArray(item) ? item.map(String).sort() : plain(item, options);
}

function withoutNoise(text: string, { prefix }: RenderOptions): string {
  return (
    text
      .replaceAll(prefix, "")
      // A recording is JSON itself, where each quote would be escaped.
      .replaceAll('"', "'")
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID")
      .replaceAll(/'sourcePosition':'[^']*',?/g, "")
  );
}
