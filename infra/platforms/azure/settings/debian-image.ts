import pinned from "../../debian-image.json";

/** Debian's offer in Azure's marketplace, in the form that Trusted Launch requires. */
export const debianOffer = { publisher: "Debian", offer: "debian-13", sku: "13-gen2" };

/** The pinned release as publisher:offer:sku:version; a version has three numbers there. */
export const debianImage = [...Object.values(debianOffer), `0.${pinned.release.replace("-", ".")}`].join(":");
