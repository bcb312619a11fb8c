import { EngineError } from "@berth/model/engine-error";
import type { SelectionOptions } from "./plan/selection";
import type { Command } from "./commands";

const none: string[] = [];

/** The options that limit a run, as parseArgs reads them. */
export const selectionConfig = {
  target: { type: "string", short: "t", multiple: true, default: none },
  "target-dependents": { type: "boolean", default: false },
  exclude: { type: "string", multiple: true, default: none },
  "exclude-dependents": { type: "boolean", default: false },
  replace: { type: "string", multiple: true, default: none },
  "target-replace": { type: "string", multiple: true, default: none },
} as const;

interface SelectionValues {
  readonly target: readonly string[];
  readonly "target-dependents": boolean;
  readonly exclude: readonly string[];
  readonly "exclude-dependents": boolean;
  readonly replace: readonly string[];
  readonly "target-replace": readonly string[];
}

/** The commands that take each option. */
const users: Readonly<Record<keyof SelectionValues, readonly Command[]>> = {
  target: ["preview", "up", "refresh", "destroy"],
  "target-dependents": ["preview", "up", "refresh", "destroy", "state delete"],
  exclude: ["preview", "up", "refresh", "destroy"],
  "exclude-dependents": ["preview", "up", "refresh", "destroy"],
  replace: ["preview", "up"],
  "target-replace": ["preview", "up"],
};

/** Checks the options against the command and each other; throws one EngineError with all faults. */
export function readSelection(values: SelectionValues, command: Command): SelectionOptions {
  const given = (Object.keys(users) as (keyof SelectionValues)[]).filter((name) => isGiven(values[name]));
  const faults = given
    .filter((name) => !users[name].includes(command))
    .map((name) => `--${name} is for ${users[name].join(", ")} (got ${command})`);
  if (given.includes("target") && given.includes("exclude"))
    faults.push("if any flags in the group [target exclude] are set none of the others can be");
  if (faults.length > 0) throw new EngineError(faults.join("\n"));
  return {
    targets: [...values.target, ...values["target-replace"]],
    targetDependents: values["target-dependents"],
    excludes: values.exclude,
    excludeDependents: values["exclude-dependents"],
    replaces: [...values.replace, ...values["target-replace"]],
  };
}

function isGiven(value: boolean | readonly string[]): boolean {
  return typeof value === "boolean" ? value : value.length > 0;
}
