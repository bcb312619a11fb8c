import { ProcessError } from "@berth/process/process-error";
import { runVisible } from "@berth/process/run-visible";
import { backup } from "./backup";
import { backups } from "./backups";
import { bumpImages } from "./bump-images";
import { commandTable } from "./command-table";
import { doctor } from "./doctor/doctor";
import { printEnvironment } from "./environment";
import { exec } from "./exec";
import { helpFor, helpForAll } from "./help-text";
import { init } from "./init/init";
import { lock } from "./lock";
import { logs } from "./logs";
import { type CommandLine, parseCommandLine } from "./parse-command-line";
import { releases } from "./releases";
import { restore } from "./restore";
import { review } from "./review";
import { rollback } from "./rollback";
import { setup } from "./setup";
import { ssh } from "./ssh";
import { openStack, projectFolder, type Stack } from "./stack";
import { start } from "./start";
import { status } from "./status";
import { stop } from "./stop";
import { UsageError } from "./usage-error";
import { tighten } from "./tighten/tighten";
import { cancel, editState, listState } from "./state";
import { config, deployment, importObjects, outputs } from "./verbs";

type Handler = (stack: Stack, line: CommandLine) => Promise<number>;

/** What each command of the table does with the stack and the rest of the command line; it resolves to the exit code. */
const handlers: Readonly<Record<string, Handler>> = {
  up: (stack, line) => deployment("up", stack, line),
  preview: (stack, line) => deployment("preview", stack, line),
  refresh: (stack, line) => deployment("refresh", stack, line),
  destroy: (stack, line) => deployment("destroy", stack, line),
  import: importObjects,
  "state list": listState,
  "state delete": (stack, line) => editState("delete", stack, line),
  "state unprotect": (stack, line) => editState("unprotect", stack, line),
  cancel,
  stop,
  start,
  config,
  outputs,
  status,
  releases,
  rollback,
  backup,
  backups,
  restore,
  lock,
  logs,
  exec,
  tighten,
  ssh,
  doctor,
  review,
  env: printEnvironment,
  "bump-images": bumpImages,
};

/** Runs one command line of `berth` and sets the exit code of this process. */
export function runBerth(words: readonly string[]): void {
  runCommand(words).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`error: ${errorText(error)}\n`);
      process.exitCode = 1;
    },
  );
}

async function runCommand([first = "", ...rest]: readonly string[]): Promise<number> {
  const isHelp = ["", "help", "--help", "-h"].includes(first);
  if (isHelp && rest.length === 0) return print(helpForAll(commandTable));
  return dispatch(parseCommandLine(commandTable, isHelp ? [...rest, "--help"] : [first, ...rest]));
}

function dispatch(line: CommandLine): Promise<number> | number {
  const { command, flags, forwarded, stack } = line;
  const row = commandTable.commands[command];
  if (row !== undefined && flags.has("help")) return print(helpFor(commandTable, command, row));
  if (row?.runs !== undefined) return runVisible([process.execPath, ...row.runs, ...forwarded], { cwd: projectFolder });
  if (command === "setup") return setup(line);
  if (command === "init") return init(line);
  const handler = handlers[command];
  if (handler === undefined) throw new Error(`internal error: command ${command} of commands.json has no handler`);
  return handler(openStack(stack), line);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof UsageError || error instanceof ProcessError;
  return isExpected ? error.message : (error.stack ?? error.message);
}
