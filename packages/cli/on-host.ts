import type { CommandResult } from "@berth/process/command";
import { finishCommand } from "@berth/process/run-command";
import { runVisible } from "@berth/process/run-visible";
import type { DeployedHost } from "./deployed";
import { projectFolder } from "./stack";

type ReachedHost = Pick<DeployedHost, "sshConfig" | "name">;

interface HostCommand {
  /** One word for the host's shell, or several that it joins. */
  readonly words: readonly string[];
  readonly limitMs: number;
  /** Of its stdin. */
  readonly input?: string;
  /** As the administrator, who may use sudo. Default: as the login user. */
  readonly asAdmin?: boolean;
}

/** Runs a command on a host over SSH and resolves to how it ended; 255 is ssh's own exit code. */
export function onHost(host: ReachedHost, { words, asAdmin, ...options }: HostCommand): Promise<CommandResult> {
  return finishCommand(sshArgv(host, { words, asAdmin }), { ...options, sharesGroup: true });
}

/** Runs a command on a host over SSH with this terminal, or a shell where there are no words. Resolves to its exit code. */
export function visiblyOnHost(host: ReachedHost, command: Login): Promise<number> {
  return runVisible(sshArgv(host, command), { cwd: projectFolder });
}

interface Login extends Pick<HostCommand, "words"> {
  readonly asAdmin: boolean | undefined;
}

function sshArgv({ sshConfig, name }: ReachedHost, { words, asAdmin }: Login): readonly string[] {
  return ["ssh", "-F", sshConfig, asAdmin === true ? `${name}-admin` : name, ...words];
}
