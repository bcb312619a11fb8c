import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Values } from "../resource-kind";

/** Plain values of a wire struct; a missing struct is empty. */
export function valuesOf(struct: Struct | undefined): Values {
  return struct?.toJavaScript() ?? {};
}

/** A wire struct of plain values; keys without a value are left out. */
export function structOf(values: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)) as Values);
}
