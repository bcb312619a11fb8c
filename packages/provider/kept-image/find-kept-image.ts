import { lastLines } from "@berth/process/last-lines";
import type { KeptImageInputs } from "@berth/resources/host-types";
import type { runRemote } from "../ssh-access/remote-command";

const limitMs = 30_000;

export interface FoundRelease {
  /** "sha256:…"; undefined: the host does not have the release. */
  readonly imageId?: string;
  /** The releases of the service that the host has. */
  readonly kept: readonly string[];
}

type Query = Pick<KeptImageInputs, "sshConfig" | "host" | "repository" | "release">;

/** Finds the image of a release on a host, which only looks among its own; rejects where the daemon does not answer. */
export async function findKeptImage(
  run: typeof runRemote,
  { sshConfig, host, repository, release }: Query,
  signal: AbortSignal,
): Promise<FoundRelease> {
  const script = `docker image ls --no-trunc --format '{{.Tag}} {{.ID}}' --filter reference=${repository}`;
  const { exitCode, stdout, stderr } = await run({ config: sshConfig, alias: host }, script, { limitMs, signal });
  if (exitCode !== 0) throw new Error(`find release ${release} of ${repository} on ${host}: ${lastLines(stderr, 5)}`);
  const rows = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" ") as [string, string | undefined]);
  const imageId = rows.find(([tag]) => tag === release)?.[1];
  return { ...(imageId !== undefined && { imageId }), kept: rows.map(([tag]) => tag) };
}

/** Why a service can't run a release, and what to do. */
export function missingRelease({ service, host, release }: KeptImageInputs, kept: readonly string[]): string {
  const has = kept.length === 0 ? "it keeps none of the service" : `it keeps ${[...kept].sort().join(", ")}`;
  return `host ${host} does not have release ${release} of service ${service}, which the config key releases pins; ${has}. \`npx berth releases ${service}\` lists them with their commits. Pin one of these, or check out the commit of the release and deploy it: npx berth rollback ${service} --latest`;
}
