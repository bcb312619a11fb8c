import type { Architecture } from "../../machine-size";
import pinned from "../../debian-image.json";

/** Debian's offer in Azure's marketplace, in the form that Trusted Launch requires. */
export const debianOffer = { publisher: "Debian", offer: "debian-13", sku: "13-gen2" };
const skus: Readonly<Record<Architecture, string>> = { amd64: debianOffer.sku, arm64: "13-arm64" };

/** The pinned release as publisher:offer:sku:version; a version has three numbers there. */
export function debianImage(architecture: Architecture): string {
  const { publisher, offer } = debianOffer;
  return [publisher, offer, skus[architecture], `0.${pinned.release.replace("-", ".")}`].join(":");
}
