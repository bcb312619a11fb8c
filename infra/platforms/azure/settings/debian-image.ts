import pinned from "../../debian-image.json";

/** Where Debian publishes at Azure's marketplace, in the form that Trusted Launch wants. */
export const debianOffer = { publisher: "Debian", offer: "debian-13", sku: "13-gen2" };

/** The pinned release as publisher:offer:sku:version; a version has three numbers there. */
export const debianImage = [...Object.values(debianOffer), `0.${pinned.release.replace("-", ".")}`].join(":");
