import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Values } from "../resource-kind";

/** Plain values of a wire struct; a missing struct is empty. */
export function valuesOf(struct: Struct | undefined): Values {
  return struct?.toJavaScript() ?? {};
}

/** A wire struct of plain values; keys without a value are left out. */
export function structOf(values: object): Struct {
  return Struct.fromJavaScript(mapOf(values));
}

function mapOf(values: object): Record<string, JavaScriptValue> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): JavaScriptValue {
  if (Array.isArray(value)) return value.map(plain);
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      return value === null ? null : mapOf(value);
    default:
      throw new Error(`a value of type ${typeof value} cannot be sent to the engine`);
  }
}
