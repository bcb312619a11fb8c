import type { Json } from "../wire/go-json";
import { isJsonList, isJsonObject } from "../wire/go-json";

export const configTypes = ["string", "integer", "boolean", "array", "object"] as const;
export type ConfigTypeName = (typeof configTypes)[number];

/** The type of a config value; `items` is there for arrays, and only for them. */
export interface ConfigType {
  readonly type: ConfigTypeName;
  readonly items?: ConfigType;
}

/** Pulumi's rule: texts that read as an integer or a boolean are taken for one. */
export function fitsType(value: Json | undefined, { type, items }: ConfigType): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return typeof value === "string" ? /^[+-]?\d+$/.test(value) : Number.isInteger(value);
    case "boolean":
      return isBoolean(value);
    case "object":
      return isJsonObject(value);
    case "array":
      return isJsonList(value) && items !== undefined && value.every((item) => fitsType(item, items));
  }
}

function isBoolean(value: Json | undefined): boolean {
  return typeof value === "boolean" || value === "true" || value === "false";
}

/** "array<integer>". */
export function typeText({ type, items }: ConfigType): string {
  return items === undefined ? type : `array<${typeText(items)}>`;
}
