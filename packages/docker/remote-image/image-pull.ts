import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "@berth/model/engine-error";
import type { OperationContext } from "../bridge/bridged-resource";
import { DaemonError, foundOrUndefined } from "../daemon/daemon-error";
import { JsonLines } from "../daemon/json-lines";
import { parseReference } from "./image-reference";
import { pullFault } from "./pull-fault";
import { authHeaders } from "./registry-login";
import { PullProgress } from "./pull-progress";

/** Before the second try, the third and the fourth, which is the last. */
const defaultPausesMs: readonly number[] = [2_000, 5_000, 15_000];

/** The image is there after this: already, or pulled. */
export async function ensureImage(
  image: string,
  platform: string | undefined,
  context: OperationContext,
): Promise<void> {
  if ((await findImage(image, context)) !== undefined) return;
  if (/^(sha256:)?[0-9a-f]{64}$/.test(image)) {
    throw new EngineError(`find image ${image}: the daemon does not have it; it is an id, so it can't be pulled`);
  }
  await pullImage({ image, platform }, context);
}

export interface FoundImage {
  readonly Id: string;
  readonly RepoDigests?: readonly string[] | null;
}

/** The image, or undefined when the daemon does not have it. */
export async function inspectImage(
  image: string,
  { daemon, signal }: OperationContext,
): Promise<FoundImage | undefined> {
  const path = `/images/${image}/json`;
  const found = await foundOrUndefined(daemon.call({ method: "GET", path, doing: `inspect image ${image}`, signal }));
  return found as FoundImage | undefined;
}

/** The image's id, or undefined when the daemon does not have it. */
export async function findImage(image: string, context: OperationContext): Promise<string | undefined> {
  return (await inspectImage(image, context))?.Id;
}

export interface Pull {
  readonly image: string;
  /** Undefined: that of the daemon. */
  readonly platform: string | undefined;
  /** Before each further try. */
  readonly pausesMs?: readonly number[];
}

/** Pulls with the credentials for the image's registry; tries again, with pauses, after faults that may pass. Rejects with the cause and what to do. */
export async function pullImage(
  { image, platform, pausesMs = defaultPausesMs }: Pull,
  context: OperationContext,
): Promise<void> {
  const deadline = Date.now() + context.limitMs;
  for (const pauseMs of [...pausesMs, undefined]) {
    const reason = await tryPull(image, platform, context);
    if (reason === undefined) return;
    const fault = pullFault(reason);
    const isLast = pauseMs === undefined || Date.now() + pauseMs > deadline;
    if (isLast || fault?.isPassing !== true) throw pullError(image, reason, fault?.hint);
    context.onStatus(`pulling ${image}: ${reason}; trying again in ${pauseMs / 1000} s`);
    await sleep(pauseMs, undefined, { signal: context.signal });
  }
}

function pullError(image: string, reason: string, hint: string | undefined): EngineError {
  return new EngineError(`pull image ${image}: ${reason}${hint === undefined ? "" : `\n${hint}`}`);
}

/** Undefined: it is there. Else the daemon's or the registry's reason. */
async function tryPull(
  image: string,
  platform: string | undefined,
  context: OperationContext,
): Promise<string | undefined> {
  const doing = `pull image ${image}`;
  context.onStatus(`pulling ${image}`);
  const progress = new PullProgress(image, context.onStatus);
  let failure: string | undefined;
  const lines = new JsonLines(doing, (line) => {
    if (typeof line.error === "string") failure = line.error;
    else progress.push(line);
  });
  const { limitMs, signal, logins = [] } = context;
  const query = pullQuery(image, platform);
  try {
    const headers = await authHeaders(image, logins, context);
    const call = { method: "POST", path: "/images/create", query, headers, doing, limitMs, signal };
    await context.daemon.stream({ ...call, method: "POST" }, (chunk) => lines.push(chunk));
    lines.end();
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    return error.reason;
  }
  return failure;
}

/** A digest goes before a tag, as with `docker pull`. */
function pullQuery(image: string, platform: string | undefined) {
  const { repository, tag, digest } = parseReference(image);
  return { fromImage: repository, tag: digest ?? tag ?? "latest", platform };
}
