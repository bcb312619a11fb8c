import { areStopped } from "@berth/provider/local-machines";
import { UsageError } from "./usage-error";
import type { Stack } from "./stack";

/** Whether `stop` has stopped the stack, or was killed while it did. */
export async function isStopped({ local, privateFolder }: Stack): Promise<boolean> {
  return local && areStopped(privateFolder);
}

/** Rejects for a stopped stack, with the command that starts it: what needs its hosts can't be done meanwhile. */
export async function requireStarted(stack: Stack): Promise<void> {
  if (!(await isStopped(stack))) return;
  throw new UsageError(
    `Stack ${stack.name} is stopped: its machines do not run, their memory is on the disk. Start it with: ${startCommand(stack)}`,
  );
}

/** The command line that starts a stack. */
export function startCommand({ name }: Stack): string {
  return name === "dev" ? "npm run start" : `npm run start -- --stack ${name}`;
}
