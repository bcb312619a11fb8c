import { createHash } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import { parseReference } from "../remote-image/image-reference";
import { registryOf, type RegistryLogin, siteOf } from "../remote-image/registry-login";
import { configPlatform, isPlatform, manifestPlatforms } from "./manifest-platforms";
import { RegistrySession } from "./registry-session";

/** How the registries of images are reached from this computer. */
export interface Registries {
  /** Of references that name none; undefined: it is not known. */
  readonly defaultHost?: string | undefined;
  readonly logins: readonly RegistryLogin[];
  /** Host → certificates in PEM of its own authority. */
  readonly authorities: ReadonlyMap<string, string>;
}

const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
const limitBytes = 4 * 1024 * 1024;

/** The digest ("sha256:…") of what a registry has for a tag now, for a platform. Queries the registry itself. Rejects with the cause and what to do. */
export async function findImage(reference: string, platform: string, registries: Registries): Promise<string> {
  const { host, repository, tag } = locate(reference, registries);
  const login = loginFor(host, registries);
  const session = new RegistrySession({ host, ca: registries.authorities.get(host), login });
  const manifest = await session.get(`${repository}/manifests/${tag}`, { accept: MANIFESTS, limitBytes });
  const digest = checkedDigest(manifest.body, manifest.headers["docker-content-digest"]);
  const found = manifestPlatforms(manifest.body.toString("utf8"));
  if (found === undefined) throw new EngineError(`${reference}: the registry's answer is not an image's manifest`);
  const platforms = "platforms" in found ? found.platforms : [await platformOf(session, repository, found.config)];
  if (platforms.some((has) => isPlatform(has, platform))) return digest;
  throw new EngineError(
    `${reference}: it does not exist for ${platform}, only for ${platforms.join(", ")}: choose another tag, or set the service's platform`,
  );
}

interface Located {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
}

/** As Docker completes a reference: names of one part are in "library" of the default registry. */
function locate(reference: string, { defaultHost }: Registries): Located {
  const { repository, tag = "latest" } = parseReference(reference);
  const named = registryOf(reference);
  const own = named === undefined ? repository : repository.slice(named.length + 1);
  // Of the default registry, the site's name stands for its host.
  const isDefault = named === undefined || (defaultHost !== undefined && named === siteOf(defaultHost));
  if (!isDefault) return { host: named, repository: own, tag };
  if (defaultHost !== undefined)
    return { host: defaultHost, repository: own.includes("/") ? own : `library/${own}`, tag };
  throw new EngineError(
    "its reference names no registry, and Docker of this computer, which would name it, does not answer: set the config key defaultRegistry, or run up, then lock again",
  );
}

/** Of the default registry, a login to any host of its site counts. */
function loginFor(host: string, { logins, defaultHost }: Registries): RegistryLogin | undefined {
  const own = logins.find(({ address }) => address === host);
  if (own !== undefined || host !== defaultHost) return own;
  return logins.find(({ address }) => siteOf(address) === siteOf(host));
}

async function platformOf(session: RegistrySession, repository: string, digest: string): Promise<string> {
  const { body } = await session.get(`${repository}/blobs/${digest}`, { accept: "*/*", limitBytes });
  checkedDigest(body, digest);
  const platform = configPlatform(body.toString("utf8"));
  if (platform === undefined) throw new EngineError(`${repository}: the config of the image has not a platform`);
  return platform;
}

/** That of the bytes themselves, which has to be the one that was named. */
function checkedDigest(body: Buffer, named: string | readonly string[] | undefined): string {
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  if (named !== undefined && named !== digest)
    throw new EngineError(`the registry's answer has the digest ${digest}, not ${String(named)} as it should`);
  return digest;
}
