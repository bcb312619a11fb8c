import { parseJson } from "@berth/json/parse-json";
import { lastLines } from "@berth/process/last-lines";
import * as v from "valibot";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";

const limitMs = 60_000;

/** An image of a host. */
export interface HostImage {
  readonly id: string;
  /** With their tags. */
  readonly names: readonly string[];
  /** Whether it has digests of a registry too. */
  readonly isPulled: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface ImagesQuery {
  /** How a host is reached. */
  readonly run: typeof runRemote;
  readonly host: RemoteHost;
  /** An image that gets a name first. */
  readonly keeping?: { readonly image: string; readonly as: string };
  readonly signal: AbortSignal;
}

/** Lists all images of a host by one request over SSH; rejects where the daemon does not answer. */
export async function readHostImages({ run, host, signal, keeping }: ImagesQuery): Promise<readonly HostImage[]> {
  // Few calls: each starts a docker client, which an emulated machine takes a second for.
  const list = "docker image ls --no-trunc --digests --format '{{json .}}'";
  const script = keeping === undefined ? list : `docker tag ${keeping.image} ${keeping.as} && ${list}`;
  const { exitCode, stdout, stderr } = await run(host, script, { limitMs, signal });
  if (exitCode !== 0) throw new Error(`read the images of ${host.alias}: ${lastLines(stderr, 5)}`);
  return parseHostImages(stdout);
}

const row = v.object({
  ID: v.string(),
  Repository: v.string(),
  Tag: v.string(),
  Digest: v.string(),
  CreatedAt: v.string(),
});
const absent = "<none>";

/** Of the rows that Docker prints, one a name. */
export function parseHostImages(printed: string): readonly HostImage[] {
  const images = new Map<string, HostImage>();
  for (const line of printed.split("\n").filter((text) => text.trim() !== "")) {
    const { ID: id, Repository, Tag, Digest, CreatedAt } = parseJson(row, line, "the list of a host's images");
    const before = images.get(id);
    images.set(id, {
      id,
      names: [...(before?.names ?? []), ...(Repository === absent || Tag === absent ? [] : [`${Repository}:${Tag}`])],
      isPulled: before?.isPulled === true || Digest !== absent,
      createdAt: iso(CreatedAt),
    });
  }
  return [...images.values()];
}

/** "2026-11-30 20:00:00 +0000 UTC", which would not sort among ours. */
function iso(created: string): string {
  const [, date = "", time = "", zone = ""] = /^(\S+) (\S+) (\S+)/.exec(created) ?? [];
  const at = new Date(`${date}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`);
  return Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString();
}
