import { build } from "esbuild";

import type { BundleInput } from "./unit-inputs";

/** As the Dockerfile of a bundled service calls it: one program for Node 20, with its source map beside it. */
export async function bundleProgram({ entry, external }: BundleInput, outfile: string): Promise<void> {
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
