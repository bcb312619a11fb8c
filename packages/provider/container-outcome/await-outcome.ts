import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "@berth/process/last-lines";
import type { Operation } from "../resource-kind";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";
import { addressesOf, parseReport } from "./container-report";
import { judge, type Verdict, type Wanted } from "./judge";
import { ACCEPTS, portProbe } from "./port-probe";

export interface AwaitedContainer {
  /** How a host is reached. */
  readonly run: typeof runRemote;
  readonly host: RemoteHost;
  readonly container: string;
  readonly wanted: Wanted;
  readonly steadySeconds: number;
  readonly ports?: readonly number[];
  readonly limitSeconds: number;
}

const callLimitMs = 60_000;
const pauseMs = 1_000;
const logLines = 20;

/**
 * Waits on the host until the container is up or has ended well, and tells which. One that never ran, or whose last run
 * failed, is started first. Rejects with the last lines of its log when it fails or the limit is over.
 */
export async function awaitOutcome(
  operation: Operation,
  awaited: AwaitedContainer,
  betweenMs = pauseMs,
): Promise<string> {
  const deadline = Date.now() + awaited.limitSeconds * 1000;
  await startIfOver(operation, awaited);
  for (;;) {
    const verdict = await look(operation, awaited);
    if (verdict.kind === "reached") return verdict.outcome;
    if (verdict.kind === "failed") throw await failure(operation, awaited, verdict.reason);
    if (Date.now() > deadline) {
      const late = `is not ${awaited.wanted} after ${awaited.limitSeconds} s (${verdict.reason})`;
      throw await failure(operation, awaited, late);
    }
    operation.progress(`waiting for ${awaited.container}: ${verdict.reason}`);
    await sleep(betweenMs, undefined, { signal: operation.signal });
  }
}

async function startIfOver(operation: Operation, awaited: AwaitedContainer): Promise<void> {
  const { report } = await inspect(operation, awaited);
  const { Status, ExitCode } = report.State;
  if (Status !== "created" && !(Status === "exited" && ExitCode !== 0)) return;
  await command(operation, awaited, `docker start ${awaited.container}`);
}

async function look(operation: Operation, awaited: AwaitedContainer): Promise<Verdict> {
  const { report, now } = await inspect(operation, awaited);
  const verdict = judge(report, { wanted: awaited.wanted, steadySeconds: awaited.steadySeconds, now });
  const { ports = [] } = awaited;
  if (verdict.kind !== "reached" || verdict.outcome !== "running" || ports.length === 0) return verdict;
  const script = portProbe(addressesOf(report), ports);
  if ((await command(operation, awaited, script)).trim() === ACCEPTS) return verdict;
  return { kind: "waiting", reason: `port ${ports.join(", ")} accepts no connection` };
}

async function inspect(operation: Operation, awaited: AwaitedContainer) {
  const script = `date +%s && docker container inspect --format '{{json .}}' ${awaited.container}`;
  const [now = "", ...json] = (await command(operation, awaited, script)).split("\n");
  return { now: Number(now), report: parseReport(json.join("\n"), awaited.container) };
}

async function command(operation: Operation, { run, host, container }: AwaitedContainer, script: string) {
  const result = await run(host, script, { limitMs: callLimitMs, signal: operation.signal });
  if (result.exitCode === 0) return result.stdout;
  throw new Error(`wait for container ${container} on ${host.alias}: ${lastLines(result.stderr, 5)}`);
}

async function failure(operation: Operation, awaited: AwaitedContainer, reason: string): Promise<Error> {
  const log = await command(operation, awaited, `docker logs --tail ${logLines} ${awaited.container} 2>&1`);
  const printed = lastLines(log, logLines);
  const more = printed === "" ? "it wrote no log" : `last lines of its log:\n${printed}`;
  return new Error(`container ${awaited.container} ${reason}\n${more}`);
}
