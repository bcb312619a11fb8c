/**
 * The engine's value model: what an input or an output can be, as plain immutable data.
 * The wire (wire.ts) and the state file (checkpoint.ts) are two encodings of it.
 */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | readonly PropertyValue[]
  | PropertyMap
  | Secret
  | Unknown
  | Asset
  | Archive
  | ResourceReference;

export interface PropertyMap {
  readonly [key: string]: PropertyValue;
}

/** A value that never leaves the engine in clear, except to a program or provider that accepts secrets. */
export class Secret {
  constructor(readonly value: PropertyValue) {}
}

/** A value that only `up` will know. One instance: `unknown`. */
export class Unknown {
  static readonly instance = new Unknown();
  /** Keeps every other object from passing for one. */
  readonly kind = "unknown";
  private constructor() {}
  toString(): string {
    return "[unknown]";
  }
}
export const unknown = Unknown.instance;

/** Where an asset's bytes come from; `elided` is all that a state or a provider's echo keeps (hash only). */
export type AssetSource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "elided" };

export class Asset {
  /** `hash`: hex SHA-256 of the bytes. */
  constructor(
    readonly source: AssetSource,
    readonly hash: string,
  ) {}
}

export type ArchiveSource =
  | { readonly kind: "assets"; readonly assets: Readonly<Record<string, Asset | Archive>> }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "elided" };

export class Archive {
  /** `hash`: hex SHA-256 of the archive file, or of the canonical tar of a folder or asset map. */
  constructor(
    readonly source: ArchiveSource,
    readonly hash: string,
  ) {}
}

export class ResourceReference {
  /** `id`: undefined for a component, `unknown` while the resource is not created yet. */
  constructor(
    readonly urn: string,
    readonly id: string | Unknown | undefined,
    readonly packageVersion = "",
  ) {}
}

export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown) &&
    !(value instanceof Asset) &&
    !(value instanceof Archive) &&
    !(value instanceof ResourceReference)
  );
}

/** Array.isArray, for a type that may be a read-only list. */
export function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}
