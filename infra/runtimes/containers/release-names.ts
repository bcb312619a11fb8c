import { imageName } from "../../host/image-name";

/** Hex digits of a release's id. */
const RELEASE_DIGITS = 12;

/**
 * What a host's kept releases of a service are called, without the tag. It is not a name of any registry: the top-level
 * domain `invalid` is kept from being resolved (RFC 6761).
 */
export function keptRepository(project: string, service: string): string {
  return `berth.invalid/${project}/${imageName(service)}`;
}

/**
 * The id of a release, from what distinguishes its image: the tag of a built one, a digest, an image's id. An `up` of
 * a part of the stack does not know the id of an image outside of it; the release is then empty.
 */
export function releaseOf(unique: string | undefined = ""): string {
  return unique.slice(unique.lastIndexOf(":") + 1).slice(0, RELEASE_DIGITS);
}
