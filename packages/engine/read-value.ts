import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";

/** Reads a value from stdin: a line that is typed in a terminal, a secret one without an echo, or else all that is there. */
export async function readValue(isSecret: boolean): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, "");
  process.stderr.write("value: ");
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({
    input: process.stdin,
    output: isSecret ? silent : process.stderr,
    terminal: true,
  });
  try {
    return await prompt.question("");
  } finally {
    prompt.close();
    if (isSecret) process.stderr.write("\n");
  }
}
