import { isMap, type PropertyMap, type PropertyValue } from "@berth/model/property";
import { canonical, sortSet } from "./canonical";
import type { Field, FieldKind, Fields } from "./field";

const BLOCK_LISTS: ReadonlySet<FieldKind> = new Set(["objects", "objectSet"]);
const PLAIN_COLLECTIONS: ReadonlySet<FieldKind> = new Set(["map", "strings", "stringSet"]);

/** The state of a resource as the official plugin records it: every field, from `read` where it is there, else from the inputs. */
export function fillOutputs(fields: Fields, inputs: PropertyMap, read: PropertyMap): PropertyMap {
  const outputs: Record<string, PropertyValue> = {};
  for (const [key, field] of Object.entries(fields)) {
    const value = Object.hasOwn(read, key) ? read[key] : inputs[key];
    outputs[key] = fillTop(field, value ?? null);
  }
  return outputs;
}

/** At the top an unset scalar is null (or its default), an unset block list is [], an unset plain set or map is null. */
function fillTop(field: Field, value: PropertyValue): PropertyValue {
  const { kind } = field;
  if (kind === "object") return isMap(value) ? fillBlock(field.fields ?? {}, value) : null;
  if (BLOCK_LISTS.has(kind)) return fillBlocks(field, value);
  if (PLAIN_COLLECTIONS.has(kind)) return fillPlain(field, value);
  return value ?? field.default ?? null;
}

function fillPlain(field: Field, value: PropertyValue): PropertyValue {
  if (isEmpty(value)) return field.computed ? canonical(field, null) : null;
  return canonical(field, value);
}

function isEmpty(value: PropertyValue): boolean {
  return (
    value === null || (Array.isArray(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0)
  );
}

function fillBlocks(field: Field, value: PropertyValue): PropertyValue {
  if (!Array.isArray(value)) return [];
  const blocks = (value as PropertyValue[]).filter(isMap).map((block) => fillBlock(field.fields ?? {}, block));
  return field.kind === "objectSet" ? sortSet(blocks) : blocks;
}

function fillBlock(fields: Fields, block: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fillNested(field, block[key] ?? null)]));
}

/** Inside a block an unset string is "" and an unset set is []. */
function fillNested(field: Field, value: PropertyValue): PropertyValue {
  if (field.kind === "object") return isMap(value) ? fillBlock(field.fields ?? {}, value) : null;
  if (field.kind === "map") return value;
  if (field.kind === "int" || field.kind === "bool") return value ?? field.default ?? null;
  return canonical(field, value);
}
