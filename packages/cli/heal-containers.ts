import { finishCommand } from "@berth/process/run-command";
import { lastLines } from "@berth/process/last-lines";
import type { DeployedHost } from "./deployed";
import { listContainers, type LostContainer, lostContainers } from "./lost-containers";
import { onHost } from "./on-host";
import { passphraseEnvironment } from "./passphrase";
import { readRecordedStack } from "./recorded-stack";
import { projectFolder, type Stack } from "./stack";
import type { Tool } from "./tool";
import { UsageError } from "./usage-error";

const listLimitMs = 30_000;
const rereadLimitMs = 600_000;

/**
 * What hosts lack of the containers in the state, by one request to each host; an engine compares a container with its
 * state alone. Undefined: a host does not answer, or the last run was interrupted, which the next one has to finish first.
 */
export async function findLostContainers(stack: Stack, tool: Tool): Promise<readonly LostContainer[] | undefined> {
  const recorded = await readRecordedStack(stack, tool);
  if (recorded === undefined || recorded.containers.length === 0) return [];
  if (recorded.isInterrupted) return undefined;
  const answers = await Promise.all(recorded.hosts.map(listed));
  const lines = answers.flatMap((answer) => answer ?? []);
  return answers.includes(undefined) ? undefined : lostContainers(recorded.containers, lines);
}

/** Has the state read those containers again, after which an `up` recreates or starts them; rejects when that fails. */
export async function rereadLost(lost: readonly LostContainer[], stack: Stack, { kind, command }: Tool): Promise<void> {
  if (lost.length === 0) return;
  process.stderr.write(`container ${lostText(lost)}: read again, so that \`up\` brings it back\n`);
  const confirmed = kind === "cli" ? ["--yes", "--skip-preview"] : ["--yes"];
  const words = [...confirmed, ...lost.flatMap(({ urn }) => ["--target", urn]), "--stack", stack.name];
  const environment = passphraseEnvironment(stack, process.env);
  const options = { limitMs: rereadLimitMs, environment, cwd: projectFolder, sharesGroup: true };
  const { exitCode, stdout, stderr } = await finishCommand([...command, "refresh", ...words], options);
  if (exitCode !== 0)
    throw new UsageError(`The containers could not be read again:\n${lastLines(stdout + stderr, 20)}`);
}

/** Warns of containers that this `up` has not brought back. */
export function warnOfLost(lost: readonly LostContainer[] | undefined): void {
  if (lost === undefined || lost.length === 0) return;
  process.stderr.write(
    `warning: container ${lostText(lost)}; an \`up\` without --approved, --target and --exclude brings it back\n`,
  );
}

function lostText(lost: readonly LostContainer[]): string {
  return lost.map(({ what }) => what).join(", ");
}

async function listed(host: DeployedHost): Promise<readonly string[] | undefined> {
  const { exitCode, stdout } = await onHost(host, { words: [listContainers], limitMs: listLimitMs });
  return exitCode === 0 ? stdout.trimEnd().split("\n") : undefined;
}
