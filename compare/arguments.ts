import { parseArgs } from "node:util";
import { CommandError } from "../commands/command-error";

export interface CompareArguments {
  readonly mode: "full" | "quick";
  /** Names of the running stacks. */
  readonly containers: string;
  readonly vms: string;
}

const usage = "npm run compare -- --containers STACK --vms STACK [--quick]: both stacks have to be up.";

/** Throws a CommandError that says how it is used, and what was wrong with this. */
export function readArguments(args: readonly string[]): CompareArguments {
  const { quick, containers, vms } = parsed(args);
  const missing = [containers === undefined ? "--containers" : "", vms === undefined ? "--vms" : ""].filter(Boolean);
  if (containers === undefined || vms === undefined)
    throw new CommandError(`${missing.join(" and ")} missing. ${usage}`);
  return { mode: quick ? "quick" : "full", containers, vms };
}

function parsed(args: readonly string[]) {
  const options = {
    quick: { type: "boolean", default: false },
    containers: { type: "string" },
    vms: { type: "string" },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
