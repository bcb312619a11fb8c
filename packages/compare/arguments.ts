import { parseArgs } from "node:util";
import { UsageError } from "@berth/cli/usage-error";
import type { RuntimeName } from "./figures/reading";
import type { Mode } from "./plan/task";

export interface CompareArguments {
  readonly mode: Mode;
  /** Running stacks to measure; undefined: the comparison makes its own. */
  readonly given?: Readonly<Record<RuntimeName, string>>;
  /** Only destroys what an interrupted run left. */
  readonly discard: boolean;
}

const usage = [
  "npm run compare -- [--quick | --once]                 brings up two stacks on this computer, measures them, destroys them",
  "npm run compare -- --containers STACK --vms STACK     measures two stacks that are up",
  "npm run compare -- --discard                          destroys what an interrupted run left",
].join("\n");

/** Throws a UsageError with the error and the usage. */
export function readArguments(args: readonly string[]): CompareArguments {
  const { containers, vms, discard, ...modes } = parsed(args);
  const mode = modeOf(modes);
  if (containers === undefined && vms === undefined) return { mode, discard };
  if (discard) throw new UsageError(`--discard cannot be combined with --containers or --vms.\n${usage}`);
  if (containers === undefined || vms === undefined)
    throw new UsageError(`${containers === undefined ? "--containers" : "--vms"} is missing.\n${usage}`);
  return { mode, discard, given: { containers, vms } };
}

function modeOf({ quick, once }: Readonly<Record<"quick" | "once", boolean>>): Mode {
  if (quick && once) throw new UsageError(`--quick cannot be combined with --once.\n${usage}`);
  if (once) return "once";
  return quick ? "quick" : "full";
}

function parsed(args: readonly string[]) {
  const options = {
    quick: { type: "boolean", default: false },
    once: { type: "boolean", default: false },
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
