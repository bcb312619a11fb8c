import { parseArgs } from "node:util";
import { UsageError } from "@berth/cli/usage-error";
import type { SideName } from "./figures/reading";

export interface CompareArguments {
  readonly mode: "full" | "quick";
  /** Running stacks to measure; undefined: the comparison makes its own. */
  readonly given?: Readonly<Record<SideName, string>>;
  /** Only takes away what an interrupted run left. */
  readonly discard: boolean;
}

const usage = [
  "npm run compare -- [--quick]                          brings up two stacks on this computer, measures them, takes them away",
  "npm run compare -- --containers STACK --vms STACK     measures two stacks that are up",
  "npm run compare -- --discard                          takes away what an interrupted run left",
].join("\n");

/** Throws a UsageError that says how it is used, and what was wrong with this. */
export function readArguments(args: readonly string[]): CompareArguments {
  const { quick, containers, vms, discard } = parsed(args);
  const mode = quick ? "quick" : "full";
  if (containers === undefined && vms === undefined) return { mode, discard };
  if (discard) throw new UsageError(`--discard is about no stack of yours.\n${usage}`);
  if (containers === undefined || vms === undefined)
    throw new UsageError(`${containers === undefined ? "--containers" : "--vms"} is missing.\n${usage}`);
  return { mode, discard, given: { containers, vms } };
}

function parsed(args: readonly string[]) {
  const options = {
    quick: { type: "boolean", default: false },
    discard: { type: "boolean", default: false },
    containers: { type: "string" },
    vms: { type: "string" },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
