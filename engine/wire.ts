import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap } from "./property";

/** What the receiver takes. What it does not take is sent as Pulumi sends it: a secret in clear, a reference as id or URN. */
export interface EncodeOptions {
  readonly keepSecrets: boolean;
  /** False: unknown map values and list elements are left out. */
  readonly keepUnknowns: boolean;
  readonly keepResources: boolean;
  /** Assets and archives go as their hash only: olds in Diff, Read, Update, Delete. */
  readonly elideAssets: boolean;
}

/** The wire form of a property map; throws an EngineError naming the path of a value that has none. */
export function encodeProperties(_properties: PropertyMap, _options: EncodeOptions): Struct {
  throw new Error("being written");
}

/**
 * The values of a Struct with secrets, unknowns and references kept; output values become plain, secret or unknown ones.
 * Hashes of assets are as sent, "" when absent: withAssetHashes fills them. An absent Struct is {}.
 */
export function decodeProperties(_struct: Struct | undefined): PropertyMap {
  throw new Error("being written");
}
