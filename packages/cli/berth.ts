import { parseArgs } from "node:util";
import { bumpImages } from "./bump-images";
import { CommandError } from "./command-error";
import { doctor } from "./doctor/doctor";
import { printEnvironment } from "./environment";
import { logs } from "./logs";
import { openStack, type Stack } from "./stack";
import { review } from "./review";
import { ssh } from "./ssh";
import { start } from "./start";
import { status } from "./status";
import { stop } from "./stop";
import { deployment, outputs } from "./verbs";

/** What `npm run <name>` does. A command gets the stack and every argument that is not `--stack`; it resolves to the exit code. */
const commands: Readonly<Record<string, (stack: Stack, args: readonly string[]) => Promise<number>>> = {
  up: (stack, args) => deployment("up", stack, args),
  preview: (stack, args) => deployment("preview", stack, args),
  refresh: (stack, args) => deployment("refresh", stack, args),
  destroy: (stack, args) => deployment("destroy", stack, args),
  stop,
  start,
  outputs,
  status,
  logs,
  ssh,
  doctor,
  review,
  env: printEnvironment,
  "bump-images": (stack, args) => bumpImages(stack, args),
};

async function main([name = "", ...args]: readonly string[]): Promise<number> {
  const command = commands[name];
  if (command === undefined) {
    throw new CommandError(`Unknown command ${JSON.stringify(name)}; there are: ${Object.keys(commands).join(", ")}.`);
  }
  const { stack, rest } = splitStack(args);
  return command(openStack(stack), rest);
}

/** Takes `--stack NAME` (or -s, --stack=NAME) out of the arguments; the rest belongs to the command. */
function splitStack(args: readonly string[]): { stack: string; rest: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    options: { stack: { type: "string", short: "s" } },
    strict: false,
    tokens: true,
  });
  const taken = new Set<number>();
  let stack = "dev";
  for (const token of tokens) {
    if (token.kind !== "option" || token.name !== "stack") continue;
    if (token.value === undefined) throw new CommandError("--stack needs a name, say --stack dev.");
    stack = token.value;
    taken.add(token.index);
    if (!token.inlineValue) taken.add(token.index + 1);
  }
  return { stack, rest: args.filter((_, index) => !taken.has(index)) };
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const expected = error instanceof CommandError;
    process.stderr.write(
      `error: ${error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
