import { runVisible } from "@berth/process/run-visible";
import { type DeployedHost, hostOf, readRunning } from "./deployed";
import type { CommandLine } from "./parse-command-line";
import { serviceName } from "./service-name";
import { projectFolder, type Stack } from "./stack";
import { UsageError } from "./usage-error";

/** `berth exec [--host NAME] SERVICE [COMMAND...]`: a command, or a shell, in the newest running container of a service. */
export async function exec(stack: Stack, { texts, positionals }: CommandLine): Promise<number> {
  const [word = "", ...words] = positionals;
  const service = serviceName(word, "npx berth exec api -- ls -l /app");
  const deployed = await readRunning(stack);
  const host = hostOf(deployed, service, texts.get("host"));
  if (deployed.runtime === "vms") {
    throw new UsageError(
      `Service ${service} runs without a container on host ${host.name}. Open the host instead: npx berth ssh --host ${host.name}`,
    );
  }
  const command = words[0] === "--" ? words.slice(1) : words;
  return runVisible(execArgv(host, { service, command, isTerminal: process.stdin.isTTY && process.stdout.isTTY }), {
    cwd: projectFolder,
  });
}

interface Execution {
  readonly service: string;
  /** Empty is a shell. */
  readonly command: readonly string[];
  /** Input and output are a terminal, and the container gets one. */
  readonly isTerminal: boolean;
}

/** The command reaches the container word for word, whatever it has in it. */
export function execArgv(
  { sshConfig, name }: Pick<DeployedHost, "sshConfig" | "name">,
  { service, command, isTerminal }: Execution,
): readonly string[] {
  const words = (command.length === 0 ? ["sh"] : command).map(quoted).join(" ");
  const remote = [
    `id=$(docker ps --quiet --filter label=berth.service=${service} | head -n 1)`,
    `[ -n "$id" ] || { echo "No container of service ${service} runs on host ${name}: npx berth status" >&2; exit 1; }`,
    `exec docker exec --interactive ${isTerminal ? "--tty " : ""}"$id" ${words}`,
  ].join("; ");
  return ["ssh", ...(isTerminal ? ["-t"] : []), "-F", sshConfig, name, remote];
}

/** As one word of a POSIX shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
