import type { Operation } from "../resource-kind";
import { type RemoteHost, runRemote } from "./remote-command";

const presenceLimitMs = 15_000;
const removeLimitMs = 60_000;

/** An image on a host. */
export interface HostImage {
  readonly host: RemoteHost;
  /** How the user of the connection calls Docker there. */
  readonly docker: "docker" | "sudo docker";
  readonly image: string;
}

/** Whether the host answers that it lacks the image. A host that does not answer is Ready's matter. */
export async function isImageMissing({ host, docker, image }: HostImage): Promise<boolean> {
  const options = { limitMs: presenceLimitMs, signal: AbortSignal.timeout(presenceLimitMs) };
  const script = `${docker} image inspect --format {{.Id}} ${image}`;
  const result = await runRemote(host, script, options).catch(() => undefined);
  return result?.exitCode === 1;
}

/** Removes the image from the host; warns where the host keeps it. */
export async function removeImage(operation: Operation, { host, docker, image }: HostImage): Promise<void> {
  const options = { limitMs: removeLimitMs, signal: operation.signal };
  const { exitCode, stderr } = await runRemote(host, `${docker} image rm ${image}`, options);
  const isGone = exitCode === 0 || /no such image/i.test(stderr);
  // An image that something else still uses does no harm, and the history of its service removes it later.
  if (!isGone) operation.warn(`${host.alias} keeps ${image}: ${stderr.trim()}`);
}
