import { passphraseEnvironment } from "./passphrase";
import type { Stack } from "./stack";

/** `berth env`: prints the export lines after which `pulumi` itself in this folder opens the same stack. */
export function printEnvironment(stack: Stack): Promise<number> {
  for (const [name, value] of Object.entries(passphraseEnvironment(stack, process.env))) {
    process.stdout.write(`export ${name}=${quote(value)}\n`);
  }
  return Promise.resolve(0);
}

/** One word for any POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
