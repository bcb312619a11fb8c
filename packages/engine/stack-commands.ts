import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { removeStack } from "./stack/backend";
import { EngineError } from "@berth/model/engine-error";
import { lockStack } from "./stack/lock";
import type { Arguments } from "./main-arguments";
import { type OpenedStack, openStack, projectBackend, stackOutputs } from "./stack/opened-stack";
import { readProject } from "./project/project";
import { isKnown } from "@berth/model/property-view";
import { jsonMap, jsonValue, renderValue } from "./report/value";

type Print = (line: string) => void;

/** Prints the outputs of the last run: all, or the one asked for, as text or as JSON. */
export async function printOutputs(args: Arguments, environment: NodeJS.ProcessEnv, print: Print): Promise<number> {
  const stack = await openStack(readProject(args.folder), args.stack, { ...args, environment, withoutProgram: true });
  if (!stack.exists) throw new EngineError(`no stack named '${args.stack}' found; \`up\` creates it`);
  const outputs = Object.fromEntries(
    Object.entries(stackOutputs(stack.snapshot)).filter(([, value]) => isKnown(value)),
  );
  if (args.output === undefined) {
    if (args.json) print(JSON.stringify(jsonMap(outputs, args), null, 2));
    else for (const [name, value] of Object.entries(outputs)) print(`${name}: ${renderValue(value, args)}`);
    return 0;
  }
  const value = outputs[args.output];
  if (value === undefined)
    throw new EngineError(
      `stack ${args.stack} has no output '${args.output}'; it has: ${Object.keys(outputs).join(", ")}`,
    );
  const plain = jsonValue(value, args);
  print(args.json || typeof plain !== "string" ? JSON.stringify(plain, null, 2) : plain);
  return 0;
}

/** Forgets a stack that has no resources left; its Pulumi.<stack>.yaml stays. */
export async function removeStackFiles(
  args: Arguments,
  environment: NodeJS.ProcessEnv,
  { print, confirm }: { readonly print: Print; readonly confirm: (question: string) => Promise<boolean> },
): Promise<number> {
  const stack = await existingStack(args, environment);
  const left = stack.snapshot.resources.length;
  if (left > 0) throw new EngineError(`stack ${args.stack} still has ${left} resources; \`destroy\` it first`);
  if (!args.yes && !(await confirm(`Remove stack ${args.stack} and its history?`))) return 1;
  const lock = lockStack(stack.backend, stack.reference, print);
  try {
    removeStack(stack.backend, stack.reference);
  } finally {
    lock.release();
  }
  print(`stack ${args.stack} removed`);
  return 0;
}

/** Takes away the locks of a stack whose run is gone. A run that still goes on is not stopped by it. */
export function cancelLocks(args: Arguments, environment: NodeJS.ProcessEnv, print: Print): Promise<number> {
  const project = readProject(args.folder);
  const backend = projectBackend(project, { ...args, environment });
  const folder = join(backend.root, ".pulumi", "locks", "organization", project.name, args.stack);
  const locks = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of locks) rmSync(join(folder, name), { force: true });
  print(
    locks.length === 0
      ? `stack ${args.stack} is not locked`
      : `The currently running update for '${args.stack}' has been canceled!`,
  );
  return Promise.resolve(0);
}

/** Opens a stack for a command that runs no program; rejects where the backend has no stack of this name. */
export async function existingStack(args: Arguments, environment: NodeJS.ProcessEnv): Promise<OpenedStack> {
  const stack = await openStack(readProject(args.folder), args.stack, { ...args, environment, withoutProgram: true });
  if (!stack.exists) throw new EngineError(`no stack named '${args.stack}' found`);
  return stack;
}
