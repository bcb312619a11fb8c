import { machineImage } from "../../infra/hardening/machine-image";
import { buildImage } from "../../provider/machine-image/build-image";
import { readBuilder } from "../../provider/machine-image/image-cache";
import { imageDigest } from "../../provider/machine-image/image-digest";
import type { SideName } from "../figures/reading";

/** Builds the machine image of a side unless it is in the cache, so that no `up` that is timed has to. */
export async function cacheImage(side: SideName, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const inputs = machineImage(side);
  const progress = (line: string) => say(`machine image of the ${side}: ${line}`);
  const name = `machine-image-${side}`;
  const operation = { urn: name, name, signal, progress, warn: progress };
  await buildImage(operation, imageDigest(inputs, await readBuilder()), inputs);
}
