import { build } from "esbuild";

import { throwIfNotInstalled } from "./throw-if-not-installed";
import type { BundleInput } from "./unit-inputs";

/**
 * Writes one program for Node 20 and its source map, with esbuild's arguments of the service's Dockerfile. Packages come
 * from the service's own node_modules, which must be as its lock file has them.
 */
export async function bundleProgram({ entry, external }: BundleInput, outfile: string): Promise<void> {
  throwIfNotInstalled(entry);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    sourcemap: true,
    external: [...external],
    logLevel: "silent",
  }).catch((error: unknown) => {
    throw new Error(`bundle ${entry}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
}
