import type { Json } from "../json";
import type { ResourceChange } from "../review";

const REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";
const shownDigits = 12;

/** What another reference of an image means, "postgres 17.5 → 17.6"; undefined where a change is not one of an image's reference. */
export function imageBump({ type, properties }: Pick<ResourceChange, "type" | "properties">): string | undefined {
  const name = properties.find(({ path }) => path === "name");
  if (type !== REMOTE_IMAGE || name === undefined) return undefined;
  const [before, after] = [partsOf(name.before), partsOf(name.after)];
  if (before === undefined || after === undefined) return undefined;
  if (before.repository !== after.repository) return `${before.tagged} → ${after.tagged}`;
  if (before.tag !== after.tag) return `${before.repository} ${before.tag} → ${after.tag}`;
  return `${before.repository} ${before.tag}: ${digitsOf(before.digest)} → ${digitsOf(after.digest)}`;
}

function partsOf(reference: Json | undefined) {
  if (typeof reference !== "string") return undefined;
  const [tagged = "", digest] = reference.split("@");
  const [, repository = tagged, tag = digest === undefined ? "latest" : "by digest"] =
    /^(.*):([^/:]+)$/.exec(tagged) ?? [];
  return { tagged, repository, tag, digest };
}

function digitsOf(digest: string | undefined): string {
  return digest === undefined ? "not pinned" : digest.replace(/^sha256:/, "").slice(0, shownDigits);
}
