import type { PropertyMap, PropertyValue } from "./property";

export type ObjectDiffKind = "add" | "delete" | "update";

/** Equality as Pulumi's: assets by hash, a null key equals an absent one, secrets by what is in them, unknown only to unknown. */
export function deepEqual(_left: PropertyValue | undefined, _right: PropertyValue | undefined): boolean {
  throw new Error("being written");
}

/** Every leaf that differs, by property path; {} when the maps are equal. Top-level keys beginning with "__" don't count. */
export function diffProperties(_olds: PropertyMap, _news: PropertyMap): Readonly<Record<string, ObjectDiffKind>> {
  throw new Error("being written");
}

/** The top-level keys of `diffProperties`, in order. */
export function changedKeys(_olds: PropertyMap, _news: PropertyMap): readonly string[] {
  throw new Error("being written");
}
