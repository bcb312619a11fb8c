import { passphraseEnvironment } from "./passphrase";
import type { Stack } from "./stack";

/** Prints the export lines with which a plain `pulumi` in this folder opens the same stack: `eval "$(npm run --silent env)"`. */
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
