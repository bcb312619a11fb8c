import { machineImage } from "@berth/infra/machine-image";
import { buildImage } from "@berth/provider/build-image";
import { readBuilder } from "@berth/provider/image-cache";
import { imageDigest } from "@berth/provider/image-digest";
import type { RuntimeName } from "../figures/reading";

/** Builds the machine image of a runtime unless it is in the cache, so that no `up` that is timed has to. */
export async function cacheImage(
  runtime: RuntimeName,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const inputs = machineImage(runtime);
  const progress = (line: string) => say(`machine image of the ${runtime}: ${line}`);
  const name = `machine-image-${runtime}`;
  const operation = { urn: name, name, signal, progress, warn: progress };
  await buildImage(operation, imageDigest(inputs, await readBuilder()), inputs);
}
