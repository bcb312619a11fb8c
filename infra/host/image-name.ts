import { createHash } from "node:crypto";

const PLAIN = /^[a-z0-9]+((\.|_|-+)[a-z0-9]+)*$/;
const LONGEST = 63;
/** Of a name that carries a hash. */
const READABLE = 48;

/** The part of an image's name that is a service's: registries take small letters only, and no two services have the same. */
export function imageName(service: string): string {
  if (PLAIN.test(service) && service.length <= LONGEST) return service;
  const words = service.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const hash = createHash("sha256").update(service).digest("hex").slice(0, 12);
  return [...words.join("-").slice(0, READABLE).split("-").filter(Boolean), hash].join("-");
}
