import { passphraseEnvironment } from "./passphrase";
import type { CommandLine } from "./parse-command-line";
import type { Stack } from "./stack";

/** `berth env`: prints the export lines after which `pulumi` itself in this folder opens the same stack. */
export function printEnvironment(stack: Stack, _line?: CommandLine): Promise<number> {
  for (const [name, value] of Object.entries(passphraseEnvironment(stack, process.env))) {
    process.stdout.write(`export ${name}=${quote(value)}\n`);
  }
  return Promise.resolve(0);
}

/** One word for any POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
