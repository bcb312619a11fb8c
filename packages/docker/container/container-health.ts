import { setTimeout as sleep } from "node:timers/promises";
import type { ContainerInspect, ContainerState } from "../daemon/api-types";
import type { OperationContext } from "../bridge/bridged-resource";
import { NoAnswerError } from "../daemon/daemon-error";
import { inspectContainer } from "./container-calls";
import { lastLines, unframeLog } from "../daemon/log-text";

const pollMs = 250;
const statusEveryMs = 5_000;
const logLines = 20;
const maxLogBytes = 64 * 1024;
/** The official plugin goes on to the limit. The daemon's pauses double from 0.1 s, so what only waits for another has 12 s and its own runs. */
const maxRestarts = 8;

/** Undefined once the container is healthy; else why it is not, with its last health output and log lines. */
export async function waitUntilHealthy(
  id: string,
  seconds: number,
  context: OperationContext,
): Promise<string | undefined> {
  const started = Date.now();
  let told = started;
  let first: ContainerInspect | undefined;
  for (;;) {
    const container = await answerOf(inspectContainer(id, context), started, seconds);
    if (container === undefined) {
      context.onStatus("the Docker daemon is slow to answer; the request is sent again");
      continue;
    }
    first ??= container;
    const { State: state } = container;
    if (isHealthy(state)) return undefined;
    const name = container.Name.replace(/^\/+/, "");
    const fault = healthFault(name, state) ?? restartFault(first, container) ?? lateFault(started, seconds);
    if (fault !== undefined) return explain(container, fault, context);
    if (Date.now() - told > statusEveryMs) {
      told = Date.now();
      context.onStatus(waitingText(name, state, told - started));
    }
    await sleep(pollMs, undefined, { signal: context.signal });
  }
}

function isHealthy({ Running: isRunning, Health: health }: ContainerState): boolean {
  return isRunning && health?.Status === "healthy";
}

function waitingText(name: string, { Health: health, Status: status }: ContainerState, ms: number): string {
  return `waiting for ${name} to be healthy: ${health?.Status ?? status}, ${Math.round(ms / 1000)} s`;
}

/** Undefined where a busy host did not answer in time and the limit allows another request. */
async function answerOf<T>(answer: Promise<T>, started: number, seconds: number): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof NoAnswerError && lateFault(started, seconds) === undefined) return undefined;
    throw error;
  });
}

/** What further waiting does not fix. */
function healthFault(name: string, state: ContainerState): string | undefined {
  const isOver = !state.Running && !state.Restarting && state.Status === "exited";
  if (isOver) return `ended with exit code ${state.ExitCode} instead of becoming healthy`;
  if (state.Health !== undefined) return undefined;
  if (!state.Running) return undefined;
  return `has no health check to wait for; give ${name} a \`healthcheck\` or drop \`wait\``;
}

/** Of one that has just ended again. Counted from where the wait began: a container that is updated may have a history. */
function restartFault(first: ContainerInspect, { RestartCount: now = 0, State }: ContainerInspect): string | undefined {
  const restarts = now - (first.RestartCount ?? 0);
  if (restarts < maxRestarts || State.Restarting !== true) return undefined;
  return `ended ${restarts} times, the last time with exit code ${State.ExitCode}, instead of becoming healthy`;
}

function lateFault(started: number, seconds: number): string | undefined {
  return Date.now() - started > seconds * 1000 ? `was not healthy after ${seconds} s` : undefined;
}

async function explain(
  { Id, Name, State, Config }: ContainerInspect,
  fault: string,
  context: OperationContext,
): Promise<string> {
  const check = State.Health?.Log?.at(-1);
  const log = await context.daemon.callRaw(
    {
      method: "GET",
      path: `/containers/${Id}/logs`,
      query: { stdout: 1, stderr: 1, tail: logLines },
      doing: `read the log of ${Name}`,
      signal: context.signal,
    },
    maxLogBytes,
  );
  const said = lastLines(Config.Tty === true ? log.toString("utf8") : unframeLog(log), logLines);
  const parts = [
    `container ${Name.replace(/^\/+/, "")} ${fault} (state: ${State.Status}, health: ${State.Health?.Status ?? "none"})`,
  ];
  if (check !== undefined)
    parts.push(`last health check, exit code ${check.ExitCode}: ${lastLines(check.Output, 5) || "(no output)"}`);
  parts.push(said === "" ? "the container wrote no log" : `last lines of its log:\n${said}`);
  return parts.join("\n");
}
