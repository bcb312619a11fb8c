import type { PropertyMap, PropertyValue } from "@berth/model/property";
import type { CheckFailure } from "@berth/model/provider";

/** What a provider's Check has found, in the CLI's words; the value is shown where it is a plain one. */
export function failureText(
  { type, name, inputs }: { readonly type: string; readonly name: string; readonly inputs: PropertyMap },
  { property, reason }: CheckFailure,
): string {
  if (property === "") return `${type} resource '${name}' has a problem: ${reason}`;
  return `${type} resource '${name}': property ${property} value ${goValue(inputs[property])} has a problem: ${reason}`;
}

/** A value as the CLI's messages have it; what is not a plain value, such as a secret, is left out. */
export function goValue(value: PropertyValue | undefined): string {
  if (value === undefined || value === null) return "{<nil>}";
  return typeof value === "object" ? "{...}" : `{${String(value)}}`;
}
