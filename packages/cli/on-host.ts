import type { CommandResult } from "@berth/process/command";
import { finishCommand } from "@berth/process/run-command";
import type { DeployedHost } from "./deployed";

interface HostCommand {
  /** One word for the host's shell, or several that it joins. */
  readonly words: readonly string[];
  readonly limitMs: number;
  /** Of its stdin. */
  readonly input?: string;
  /** As the administrator, who may use sudo. Default: as the login user. */
  readonly asAdmin?: true;
}

/** Runs a command on a host over SSH and resolves to how it ended; 255 is ssh's own exit code. */
export function onHost(
  { sshConfig, name }: Pick<DeployedHost, "sshConfig" | "name">,
  { words, asAdmin, ...options }: HostCommand,
): Promise<CommandResult> {
  const alias = asAdmin === true ? `${name}-admin` : name;
  return finishCommand(["ssh", "-F", sshConfig, alias, ...words], { ...options, sharesGroup: true });
}
