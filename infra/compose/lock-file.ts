import type { Fault } from "./fault";
import type { ComposeModel, ImageModel } from "./service-model";

/** Beside the first compose file. */
export const LOCK_FILE = "berth.lock.json";

export interface LockedImage {
  /** "sha256:…". */
  readonly digest: string;
  /** For which the digest was looked up, such as "linux/amd64". */
  readonly platform: string;
}

/** Reference as the compose file has it → the image that it stands for. */
export type LockedImages = Readonly<Record<string, LockedImage>>;

/** The images of a lock file, with all faults of its form. */
export function parseLock(text: string): { readonly images: LockedImages; readonly faults: readonly Fault[] } {
  const document = parseJson(text);
  if (!isRecord(document) || !isRecord(document.images))
    return {
      images: {},
      faults: [{ path: [], rule: "must be JSON with a mapping `images`" }],
    };
  const entries = Object.entries(document.images);
  const faults = entries.flatMap(([reference, image]) => (isLocked(image) ? [] : [faultOf(reference)]));
  return {
    images: Object.fromEntries(entries.flatMap(([name, image]) => (isLocked(image) ? [[name, image]] : []))),
    faults,
  };
}

/** The text of a lock file, in the order of the references. */
export function lockText(images: LockedImages): string {
  const sorted = Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = sorted.map(([name, { digest, platform }]) => [name, { digest, platform }]);
  return `${JSON.stringify({ images: Object.fromEntries(entries) as LockedImages }, undefined, 2)}\n`;
}

/**
 * The model with the digest that the lock file has for each image; those of another platform stay as they are, with a
 * notice. `own` is the platform of images for which the model has none.
 */
export function pinImages(model: ComposeModel, images: LockedImages, own = "linux/amd64"): ComposeModel {
  const notices: string[] = [];
  const services = model.services.map((service) => {
    const { image } = service;
    const locked = image && lockedOf(image, images);
    if (image === undefined || locked === undefined) return service;
    const { platform = own } = image;
    if (platform === locked.platform)
      return { ...service, image: { ...image, reference: `${image.reference}@${locked.digest}` } };
    notices.push(`${LOCK_FILE}: ${image.reference} is pinned for ${locked.platform}, ${service.name} has ${platform}`);
    return service;
  });
  return { ...model, services, ...(notices.length > 0 && { notices: [...(model.notices ?? []), ...notices] }) };
}

function lockedOf({ reference }: ImageModel, images: LockedImages): LockedImage | undefined {
  return !reference.includes("@") && Object.hasOwn(images, reference) ? images[reference] : undefined;
}

function faultOf(reference: string): Fault {
  return { path: ["images", reference], rule: 'must be {"digest": "sha256:…", "platform": "linux/amd64"}' };
}

function isLocked(value: unknown): value is LockedImage {
  if (!isRecord(value)) return false;
  const { digest, platform } = value;
  return typeof digest === "string" && /^sha256:[0-9a-f]{64}$/.test(digest) && typeof platform === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
