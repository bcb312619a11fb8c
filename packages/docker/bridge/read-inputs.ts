import { isMap, type PropertyMap, type PropertyValue } from "@berth/model/property";
import { canonical, render } from "./canonical";
import type { Fields } from "./field";

/** The inputs after a read: as they were, but for those of which the daemon now reports another value. */
export function readInputs(fields: Fields, inputs: PropertyMap, outputs: PropertyMap): PropertyMap {
  const read: Record<string, PropertyValue> = { ...inputs };
  for (const [key, field] of Object.entries(fields)) {
    const [old, now] = [inputs[key], outputs[key]];
    if (old === undefined || now === undefined) continue;
    if (render(canonical(field, old)) !== render(canonical(field, withoutLists(now)))) read[key] = withoutLists(now);
  }
  return read;
}

/** A bookkeeping list of the plugin is none of the daemon's values. */
function withoutLists(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return (value as PropertyValue[]).map(withoutLists);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutLists(item)]));
}
