import type { LockedImages } from "@berth/infra/lock-file";
import type { PlannedStep } from "@berth/review/preview";

export interface Found {
  /** Images whose digest is known, by the references of the compose file. */
  readonly images: LockedImages;
  /** Those that a registry is queried for: no host has pulled them, or they are updated. */
  readonly waiting: readonly WaitingImage[];
}

export interface WaitingImage {
  readonly reference: string;
  readonly platform: string;
}

const REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";

export interface LockRequest {
  /** What the lock file has. */
  readonly before: LockedImages;
  /** Platform of the hosts, which a service of another one has in its image's inputs. */
  readonly own: string;
  /** Whether a reference that has a digest is looked up again. */
  readonly isUpdated: (reference: string) => boolean;
}

/** Pins each image to the digest that the stack's first host has pulled. Entries of `before` stay while they are in use. */
export function lockedImages(steps: readonly PlannedStep[], { before, own, isUpdated }: LockRequest): Found {
  const images = new Map<string, LockedImages[string]>();
  const found = steps.flatMap((step) => planned(step, own) ?? []);
  for (const { reference, pinned, pulled, platform } of found) {
    const kept = Object.hasOwn(before, reference) ? before[reference] : undefined;
    if (pinned !== undefined && kept?.digest === pinned) images.set(reference, kept);
    if (pulled !== undefined && !images.has(reference)) images.set(reference, { digest: pulled, platform });
  }
  const sought = found.filter(({ reference, pinned, pulled }) =>
    images.has(reference) ? isUpdated(reference) : (pinned ?? pulled) === undefined,
  );
  const waiting = new Map(sought.map(({ reference, platform }) => [reference, { reference, platform }]));
  return { images: Object.fromEntries(images), waiting: [...waiting.values()] };
}

interface PlannedImage {
  readonly reference: string;
  readonly platform: string;
  /** The digest that the reference has already. */
  readonly pinned: string | undefined;
  /** What the host has pulled for this reference, where that is not pinned. */
  readonly pulled: string | undefined;
}

function planned({ type, before, after }: PlannedStep, own: string): PlannedImage | undefined {
  const { name, platform } = after?.inputs ?? {};
  if (type !== REMOTE_IMAGE || typeof name !== "string") return undefined;
  const [reference = "", pinned] = name.split("@");
  const isPulled = pinned === undefined && before?.inputs.name === name;
  return {
    reference,
    platform: typeof platform === "string" ? platform : own,
    pinned,
    pulled: isPulled ? digestOf(before.outputs.repoDigest) : undefined,
  };
}

function digestOf(repoDigest: unknown): string | undefined {
  return typeof repoDigest === "string" ? /@(sha256:[0-9a-f]{64})$/.exec(repoDigest)?.[1] : undefined;
}
