import type { LockedImages } from "@berth/infra/lock-file";
import type { PlannedStep } from "@berth/review/preview";

export interface Locked {
  /** What the lock file is to have: the images that the stack runs, by the references of the compose file. */
  readonly images: LockedImages;
  /** References whose digest the stack does not know, because no host has pulled them. */
  readonly waiting: readonly string[];
}

const REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";
/** Of the hosts; a service may have another one. */
const PLATFORM = "linux/amd64";

/** Pins each image to the digest that the stack's first host has pulled. Entries of `before` stay while they are in use. */
export function lockedImages(steps: readonly PlannedStep[], before: LockedImages): Locked {
  const images = new Map<string, LockedImages[string]>();
  const found = steps.flatMap((step) => planned(step) ?? []);
  for (const { reference, pinned, pulled, platform } of found) {
    const kept = Object.hasOwn(before, reference) ? before[reference] : undefined;
    if (pinned !== undefined && kept?.digest === pinned) images.set(reference, kept);
    if (pulled !== undefined && !images.has(reference)) images.set(reference, { digest: pulled, platform });
  }
  const unknown = found.filter(({ pinned, pulled }) => (pinned ?? pulled) === undefined);
  const waiting = new Set(unknown.map(({ reference }) => reference).filter((reference) => !images.has(reference)));
  return { images: Object.fromEntries(images), waiting: [...waiting] };
}

interface PlannedImage {
  readonly reference: string;
  readonly platform: string;
  /** The digest that the reference has already. */
  readonly pinned: string | undefined;
  /** What the host has pulled for this reference, where that is not pinned. */
  readonly pulled: string | undefined;
}

function planned({ type, before, after }: PlannedStep): PlannedImage | undefined {
  const { name, platform } = after?.inputs ?? {};
  if (type !== REMOTE_IMAGE || typeof name !== "string") return undefined;
  const [reference = "", pinned] = name.split("@");
  const isPulled = pinned === undefined && before?.inputs.name === name;
  return {
    reference,
    platform: typeof platform === "string" ? platform : PLATFORM,
    pinned,
    pulled: isPulled ? digestOf(before.outputs.repoDigest) : undefined,
  };
}

function digestOf(repoDigest: unknown): string | undefined {
  return typeof repoDigest === "string" ? /@(sha256:[0-9a-f]{64})$/.exec(repoDigest)?.[1] : undefined;
}
