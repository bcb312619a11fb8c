import { findImage, type Registries } from "@berth/docker/find-image";
import type { LockedImages } from "@berth/infra/lock-file";
import type { Found } from "./locked-images";

export interface Locked {
  /** What the lock file is to have. */
  readonly images: LockedImages;
  /** Reference → why it can't be pinned. */
  readonly faults: ReadonlyMap<string, string>;
}

/** Pins these images to what the registries have now, one after the other. One that is not found keeps the digest it has. */
export async function findWaiting({ images, waiting }: Found, registries: Registries): Promise<Locked> {
  const all = new Map(Object.entries(images));
  const faults = new Map<string, string>();
  for (const { reference, platform } of waiting) {
    try {
      all.set(reference, { digest: await findImage(reference, platform, registries), platform });
    } catch (error) {
      faults.set(reference, error instanceof Error ? error.message : String(error));
    }
  }
  return { images: Object.fromEntries(all), faults };
}
