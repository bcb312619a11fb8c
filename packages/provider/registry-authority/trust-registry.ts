import { createHash } from "node:crypto";
import { lastLines } from "@berth/process/last-lines";
import type { RegistryAuthorityInputs } from "@berth/resources/host-types";
import type { Operation } from "../resource-kind";
import type { runRemote } from "../ssh-access/remote-command";

const writeLimitMs = 60_000;
const readLimitMs = 15_000;
const errorLines = 5;

/** A registry of a host, and how the host is reached. */
export interface Trusting extends Pick<RegistryAuthorityInputs, "sshConfig" | "host" | "registry"> {
  readonly run: typeof runRemote;
}

/** The host's Docker trusts the registry by these certificates after this; it reads them at each pull. */
export async function trustRegistry(
  operation: Pick<Operation, "signal">,
  trusting: Trusting,
  certificates: string,
): Promise<void> {
  const { folder, file } = placeOf(trusting.registry);
  // Written beside and renamed, so that no pull reads a half; no word of it is special to a shell.
  const script = [
    `sudo mkdir -p ${folder}`,
    `sudo tee ${file}.new >/dev/null`,
    `sudo mv ${file}.new ${file}`,
    "sudo restorecon -R /etc/docker",
  ].join(" && ");
  await change(operation, trusting, { script, doing: "trust", input: certificates });
}

/** The host's Docker trusts the registry no more than others after this. */
export async function distrustRegistry(operation: Pick<Operation, "signal">, trusting: Trusting): Promise<void> {
  const { folder, file } = placeOf(trusting.registry);
  const script = `sudo rm -f ${file} && sudo rmdir --ignore-fail-on-non-empty ${folder}`;
  await change(operation, trusting, { script, doing: "no longer trust" });
}

/** Whether the host has other certificates, or none. A host that does not answer is the matter of its readiness. */
export async function trustDiffers({ run, sshConfig, host, registry }: Trusting, digest: string): Promise<boolean> {
  const script = `sha256sum ${placeOf(registry).file} 2>/dev/null || echo none`;
  const options = { limitMs: readLimitMs, signal: AbortSignal.timeout(readLimitMs) };
  const result = await run({ config: sshConfig, alias: host }, script, options).catch(() => undefined);
  return result?.exitCode === 0 && result.stdout.trim().split(" ")[0] !== digest;
}

/** Of the certificates as they are written. */
export function digestOf(certificates: string): string {
  return createHash("sha256").update(certificates).digest("hex");
}

function placeOf(registry: string): { readonly folder: string; readonly file: string } {
  const folder = `/etc/docker/certs.d/${registry}`;
  return { folder, file: `${folder}/ca.crt` };
}

interface Change {
  readonly script: string;
  readonly doing: string;
  readonly input?: string;
}

async function change(
  { signal }: Pick<Operation, "signal">,
  { run, sshConfig, host, registry }: Trusting,
  { script, doing, input = "" }: Change,
): Promise<void> {
  const { exitCode, stderr } = await run({ config: sshConfig, alias: host }, script, {
    input,
    limitMs: writeLimitMs,
    signal,
  });
  if (exitCode !== 0) throw new Error(`${doing} registry ${registry} on ${host}: ${lastLines(stderr, errorLines)}`);
}
