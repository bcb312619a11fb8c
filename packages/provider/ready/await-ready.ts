import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Operation } from "../resource-kind";
import { abortReason } from "@berth/process/abort-reason";
import { lastLines } from "@berth/process/last-lines";
import { runCommand, tryCommand } from "@berth/process/run-command";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { adminAlias } from "../ssh-access/ssh-files";
import { hostKeyFault } from "./host-key";
import { consoleReader, type ConsoleSource, hardeningStep, isHopeless } from "./machine-console";
import type { Answer, ReadyCheck } from "./ready-checks";
import { type BannerAnswer, sshBanner } from "./ssh-banner";

export type ReadyHost = RemoteHost & ConsoleSource;

/** One question over ssh, the login to a busy machine included. */
const answerLimitMs = 45_000;
const pauseMs = 300;
const sayAgainMs = 5_000;

/** Waits until the host's sshd greets; a kernel panic or a failed hardening on the console ends the wait. */
export async function awaitPort(operation: Operation, host: ReadyHost, limitSeconds: number): Promise<void> {
  const endpoint = await endpointOf(host);
  const greeting = () =>
    endpoint.isTunnelled ? greetingThroughTunnel(operation, host) : sshBanner(endpoint, operation.signal);
  const console = consoleReader(operation, host);
  const started = Date.now();
  const say = waitingWords(operation, host);
  let fault = "no answer";
  while (Date.now() - started < limitSeconds * 1000) {
    const answer = await greeting();
    if (answer.greeting !== undefined) {
      operation.progress(`${host.alias}: sshd answers after ${secondsSince(started)} s; next: ssh login`);
      return;
    }
    fault = answer.fault;
    const said = await console();
    say("sshd", hardeningStep(said) ?? fault);
    if (isHopeless(said)) break;
    await pause(operation);
  }
  const where = `${endpoint.address}:${endpoint.port}`;
  const hint = "the machine does not boot, or a firewall is between";
  throw new Error(
    `${host.alias}: sshd on ${where} does not answer (${fault}) after ${secondsSince(started)} s: ${hint}${quoted(await console())}`,
  );
}

/** Asks until the check is met; rejects with its hint and the log that explains it, or warns of it where the check is advice. */
export async function awaitCheck(operation: Operation, host: ReadyHost, check: ReadyCheck): Promise<Answer> {
  const started = Date.now();
  const say = waitingWords(operation, host);
  for (;;) {
    const answer = await ask(operation, host, check.ask);
    const changed = hostKeyFault(answer.stderr, { name: host.alias, knownHosts: await knownHostsOf(host) });
    if (changed !== undefined) throw changed;
    const fault = check.fault(answer);
    if (fault === undefined) {
      const remark = check.remark?.(answer);
      if (remark !== undefined) operation.warn(`${host.alias}: ${remark}`);
      return answer;
    }
    const isOver = Date.now() - started > check.limitSeconds * 1000;
    if (isOver || check.isFinal?.(answer) === true) {
      const after = `after ${secondsSince(started)} s`;
      const said = `${host.alias}: ${check.name} not met ${after}: ${fault}\n${check.hint}${quoted(await explain(operation, host, check))}`;
      if (check.isAdvice !== true) throw new Error(said);
      operation.warn(said);
      return answer;
    }
    say(check.name, fault);
    await pause(operation);
  }
}

/** Says what is waited for: at once when that is something new, else every few seconds. */
function waitingWords(operation: Operation, { alias }: RemoteHost): (what: string, fault: string) => void {
  const started = Date.now();
  let last = { fault: "", at: 0 };
  return (what, fault) => {
    if (fault === last.fault && Date.now() - last.at < sayAgainMs) return;
    last = { fault, at: Date.now() };
    operation.progress(`${alias}: waiting for ${what}, ${secondsSince(started)} s (${fault})`);
  };
}

/** One question to the host; a host that does not answer gives exit code 255. */
export async function ask(operation: Pick<Operation, "signal">, host: RemoteHost, script: string): Promise<Answer> {
  return unlessCancelled(
    operation,
    host,
    runRemote(host, script, { limitMs: answerLimitMs, signal: operation.signal }),
  );
}

function unlessCancelled(
  { signal }: Pick<Operation, "signal">,
  host: RemoteHost,
  answer: Promise<Answer>,
): Promise<Answer> {
  return answer.catch((error: unknown) => {
    if (signal.aborted) throw new Error(`waiting for ${host.alias} ended: ${abortReason(signal)}`, { cause: error });
    return { exitCode: 255, stdout: "", stderr: error instanceof Error ? error.message : String(error) };
  });
}

/**
 * Through a proxy command or a jump host only ssh itself can knock: any answer but its own 255 is one of a login. It does
 * so without a shared connection, because ssh prints nothing of the way to the host where it shares one. Rejects when the
 * host, or the jump host before it, has another key than the pinned one.
 */
async function greetingThroughTunnel(operation: Operation, host: RemoteHost): Promise<BannerAnswer> {
  const argv = ["ssh", "-F", host.config, "-o", "ControlPath=none", "-T", host.alias, "true"];
  const options = { limitMs: answerLimitMs, signal: operation.signal };
  const { exitCode, stderr } = await unlessCancelled(operation, host, tryCommand(argv, options));
  const changed = hostKeyFault(stderr, { name: host.alias, knownHosts: await knownHostsOf(host) });
  if (changed !== undefined) throw changed;
  // The last line but one is of what leads there, the last of the connection that it broke.
  return exitCode === 255 ? { fault: lastLines(stderr, 2).trim().replaceAll("\n", "; ") } : { greeting: "ssh" };
}

async function endpointOf({
  config,
  alias,
}: RemoteHost): Promise<{ address: string; port: number; isTunnelled: boolean }> {
  const { stdout } = await runCommand(["ssh", "-G", "-F", config, alias], { limitMs: 10_000 });
  const value = (key: string) => new RegExp(`^${key} (.*)$`, "m").exec(stdout)?.[1] ?? "";
  return {
    address: value("hostname"),
    port: Number(value("port")),
    isTunnelled: /^proxy(command|jump) (?!none$)/m.test(stdout),
  };
}

async function explain(operation: Operation, host: ReadyHost, check: ReadyCheck): Promise<string> {
  const admin = { config: host.config, alias: adminAlias(host.alias) };
  const { exitCode, stdout } = await ask(operation, admin, check.log);
  return exitCode === 255 || stdout.trim() === "" ? consoleReader(operation, host)() : stdout;
}

async function knownHostsOf({ config }: RemoteHost): Promise<string> {
  return readFile(join(dirname(config), "known_hosts"), "utf8");
}

async function pause(operation: Operation): Promise<void> {
  await sleep(pauseMs, undefined, { signal: operation.signal }).catch((error: unknown) => {
    throw new Error(`waiting ended: ${abortReason(operation.signal)}`, { cause: error });
  });
}

function secondsSince(started: number): number {
  return Math.round((Date.now() - started) / 1000);
}

function quoted(log: string): string {
  return log.trim() === "" ? "" : `\n${lastLines(log, 25)}`;
}
