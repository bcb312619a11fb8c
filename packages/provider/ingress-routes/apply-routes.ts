import { lastLines } from "@berth/process/last-lines";
import type { IngressRoutesInputs } from "@berth/resources/host-types";
import type { Operation } from "../resource-kind";
import type { runRemote } from "../ssh-access/remote-command";

/** Caddy waits up to 20 s for requests of earlier routes (grace_period); the rest is for a host that is slow. */
const applyLimitMs = 180_000;
const readLimitMs = 15_000;
const errorLines = 5;

type Run = typeof runRemote;

interface AppliedRoutes extends IngressRoutesInputs {
  /** How a host is reached. */
  readonly run: Run;
  /** Hex SHA-256 of `routes`. */
  readonly digest: string;
}

/** Makes the routes those of the running ingress, and of its next start; after a failure those of before hold. */
export async function applyRoutes(
  operation: Pick<Operation, "signal" | "progress">,
  { run, sshConfig, host, container, routes, digest }: AppliedRoutes,
): Promise<void> {
  operation.progress("reloading the ingress");
  const script = `docker exec -i ${container} /usr/local/lib/ingress/apply-routes ${digest}`;
  const options = { input: routes, limitMs: applyLimitMs, signal: operation.signal };
  const { exitCode, stderr } = await run({ config: sshConfig, alias: host }, script, options);
  if (exitCode !== 0) throw new Error(`apply the routes in container ${container} on ${host}: ${cause(stderr)}`);
}

/** Whether the ingress has other routes than those of the digest. Without an answer of a running ingress they do not count as such. */
export async function routesDiffer(
  run: Run,
  { sshConfig, host, container }: Omit<IngressRoutesInputs, "routes" | "containerId">,
  digest: string,
): Promise<boolean> {
  const script = `docker exec ${container} sh -c 'readlink /data/routes/current || echo none'`;
  const options = { limitMs: readLimitMs, signal: AbortSignal.timeout(readLimitMs) };
  const result = await run({ config: sshConfig, alias: host }, script, options).catch(() => undefined);
  return result?.exitCode === 0 && result.stdout.trim() !== digest;
}

/** Caddy's own line, without what its log has before. */
function cause(stderr: string): string {
  return /^Error: .*/m.exec(stderr)?.[0] ?? lastLines(stderr, errorLines);
}
