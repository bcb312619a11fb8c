import { runVisible } from "@berth/process/run-visible";
import { pickHost, readRunning } from "./deployed";
import type { CommandLine } from "./parse-command-line";
import { projectFolder, type Stack } from "./stack";

/** `berth ssh [--admin] [--host NAME] [COMMAND...]`: a shell or a command on a host, as the login user or the administrator. */
export async function ssh(stack: Stack, { flags, texts, positionals }: CommandLine): Promise<number> {
  const { sshConfig, name } = pickHost(await readRunning(stack), texts.get("host"));
  const alias = flags.has("admin") ? `${name}-admin` : name;
  return runVisible(["ssh", "-F", sshConfig, alias, ...positionals], { cwd: projectFolder });
}
