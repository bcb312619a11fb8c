import { pickHost, readRunning } from "./deployed";
import { visiblyOnHost } from "./on-host";
import type { CommandLine } from "./parse-command-line";
import type { Stack } from "./stack";

/** `berth ssh [--admin] [--host NAME] [COMMAND...]`: a shell or a command on a host, as the login user or the administrator. */
export async function ssh(stack: Stack, { flags, texts, positionals }: CommandLine): Promise<number> {
  const host = pickHost(await readRunning(stack), texts.get("host"));
  return visiblyOnHost(host, { words: positionals, asAdmin: flags.has("admin") });
}
