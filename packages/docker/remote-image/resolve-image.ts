import { EngineError } from "@berth/model/engine-error";
import type { Daemon } from "../daemon/daemon";
import { DaemonError } from "../daemon/daemon-error";
import { pullFault } from "./pull-fault";
import { authHeaders, type RegistryLogin } from "./registry-login";

export interface ResolvedImage {
  /** "sha256:…", of the manifest or of the list of manifests. */
  readonly digest: string;
  /** Such as "linux/amd64"; empty where the registry does not list them. */
  readonly platforms: readonly string[];
}

interface ResolveContext {
  readonly daemon: Daemon;
  readonly logins: readonly RegistryLogin[];
  readonly signal?: AbortSignal | undefined;
}

/** What the registry has for an image now, found out by the daemon, which pulls nothing. Rejects with the cause and what to do. */
export async function resolveImage(image: string, { daemon, logins, signal }: ResolveContext): Promise<ResolvedImage> {
  const doing = `find image ${image} in its registry`;
  const headers = await authHeaders(image, logins, { daemon, signal });
  try {
    const found = await daemon.call({ method: "GET", path: `/distribution/${image}/json`, doing, headers, signal });
    return resolvedOf(found, doing);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    const hint = pullFault(error.reason)?.hint;
    throw new EngineError(`${doing}: ${error.reason}${hint === undefined ? "" : `\n${hint}`}`, { cause: error });
  }
}

function resolvedOf(found: unknown, doing: string): ResolvedImage {
  const { Descriptor: descriptor, Platforms: platforms } = (found ?? {}) as {
    readonly Descriptor?: { readonly digest?: unknown };
    readonly Platforms?: readonly Readonly<Record<string, unknown>>[] | null;
  };
  if (typeof descriptor?.digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(descriptor.digest))
    throw new EngineError(`${doing}: the daemon's answer has no digest`);
  return { digest: descriptor.digest, platforms: (platforms ?? []).map(nameOf).filter((name) => name !== "") };
}

/** Of attestations, which are listed too, the platform is "unknown". */
function nameOf({ os, architecture, variant }: Readonly<Record<string, unknown>>): string {
  if (typeof os !== "string" || typeof architecture !== "string" || os === "unknown" || os === "") return "";
  return [os, architecture, ...(typeof variant === "string" && variant !== "" ? [variant] : [])].join("/");
}
