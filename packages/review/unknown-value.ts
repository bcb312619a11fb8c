import { unknownSentinels } from "@berth/model/unknown-sentinels";
import { isJsonList, isJsonMap, type Json } from "./json";

/** How a review shows such a value. */
export const unknownText = "(known after up)";

export function isUnknown(value: Json | undefined): boolean {
  return typeof value === "string" && unknownSentinels.has(value);
}

/** Whether the value or a part of it is not known. */
export function holdsUnknown(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (isJsonList(value)) return value.some(holdsUnknown);
  if (isJsonMap(value)) return Object.values(value).some(holdsUnknown);
  return isUnknown(value);
}
