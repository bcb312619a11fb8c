import type { PropertyMap } from "./property";

/**
 * The same properties with every absent hash of an asset or archive computed as Pulumi does; relative paths are relative to
 * `root`. Throws an EngineError that names the file it can't read. Returns `properties` itself when nothing was absent.
 */
export function withAssetHashes(_properties: PropertyMap, _root: string): Promise<PropertyMap> {
  throw new Error("being written");
}
