import { availableParallelism } from "node:os";
import { EngineError } from "@berth/model/engine-error";
import { type Command, commands } from "./commands";
import { displayConfig, readDisplay } from "./display-arguments";
import type { ImportRequest } from "./deploy-request";
import { givenImportOptions, importConfig, readImport, withSwitchValues } from "./import-arguments";
import { parseWords } from "./parse-words";
import type { SelectionOptions } from "./plan/selection";
import type { DisplayOptions } from "./report/display-options";
import { readSelection, selectionConfig } from "./selection-arguments";

export interface StateArguments {
  readonly urns: readonly string[];
  readonly all: boolean;
  readonly force: boolean;
}

/** The command line, checked. */
export interface Arguments extends DisplayOptions {
  readonly command: Command;
  readonly stack: string;
  readonly folder: string;
  readonly json: boolean;
  readonly yes: boolean;
  readonly parallel: number;
  readonly expectNoChanges: boolean;
  readonly message: string;
  /** A preview of a whole new stack, by the files alone: neither its state nor any secret is read. */
  readonly fromNothing: boolean;
  /** Folders of the policy packs that previews and ups are checked with. */
  readonly policyPacks: readonly string[];
  /** Name of the only plan that `up` may apply. */
  readonly approved?: string;
  /** A single output to print. */
  readonly output?: string;
  /** Resources to change or to leave out. */
  readonly selection: SelectionOptions;
  /** Reads the resources again before the run. */
  readonly refresh: boolean;
  /** After a failed step only what depends on it is left out. */
  readonly continueOnError: boolean;
  /** Of the state's commands. */
  readonly state: StateArguments;
  /** Of `import`. */
  readonly imports?: ImportRequest;
}

export const usage = `node --import tsx packages/engine/main.ts <${commands.join(" | ")}> --stack NAME
    [--cwd DIR] [--json] [--yes] [--parallel N] [--expect-no-changes] [--message TEXT] [--policy-pack DIR]
    [--diff] [--show-secrets] [--show-sames] [--show-reads] [--show-replacement-steps] [--suppress-outputs] [--verbose]
    [--from-nothing] [--approved PLAN] [--refresh] [--continue-on-error]
    [--target URN] [--target-dependents] [--exclude URN] [--exclude-dependents] [--replace URN] [--target-replace URN]
    [--all] [--force]
    import (TYPE NAME ID [--parent NAME=URN] [--provider NAME=URN] [--properties NAMES] | --file FILE)
        [--protect=false] [--preview-only]`;

/** Reads the words after the program's name; throws an EngineError that shows the usage. */
export function readArguments(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Arguments {
  const { values, positionals } = parse(words);
  const command = commands.find((name) => positionals.slice(0, name.split(" ").length).join(" ") === name);
  if (command === undefined) throw new EngineError(`there is no command "${positionals.join(" ")}"\n${usage}`);
  const rest = positionals.slice(command.split(" ").length);
  if (rest.length > mostArguments(command)) throw new EngineError(`unexpected "${rest.join(" ")}"\n${usage}`);
  if (values.stack === undefined || values.stack === "") throw new EngineError(`--stack is missing\n${usage}`);
  return {
    command,
    stack: values.stack,
    folder: values.cwd,
    json: values.json,
    yes: values.yes,
    parallel: parallelism(values.parallel),
    expectNoChanges: values["expect-no-changes"],
    message: values.message,
    ...readDisplay(values),
    fromNothing: values["from-nothing"] && onlyIn(["preview"], command, "--from-nothing"),
    policyPacks: values["policy-pack"],
    ...runArguments(values, command, environment),
    state: stateArguments(values, command, rest),
    ...importArguments(values, command, rest),
    ...(command !== "outputs" || rest[0] === undefined ? {} : { output: rest[0] }),
  };
}

type Values = ReturnType<typeof parse>["values"];

/** What limits a run, and how it goes on after an error. */
function runArguments(
  values: Values,
  command: Command,
  environment: NodeJS.ProcessEnv,
): Pick<Arguments, "selection" | "refresh" | "continueOnError" | "approved"> {
  const selection = readSelection(values, command);
  const { refresh, approved } = values;
  if (approved !== undefined && (isLimited(selection) || refresh))
    throw new EngineError(
      "--approved applies the whole plan: it cannot be given with --target, --exclude, --replace or --refresh",
    );
  const isOption = values["continue-on-error"] && onlyIn(["up", "destroy"], command, "--continue-on-error");
  return {
    selection,
    refresh: refresh && onlyIn(["preview", "up", "destroy"], command, "--refresh"),
    continueOnError: isOption || isSet(environment.PULUMI_CONTINUE_ON_ERROR),
    ...(approved === undefined ? {} : { approved: planName(approved, command) }),
  };
}

function stateArguments({ all, force }: Values, command: Command, rest: readonly string[]): StateArguments {
  return {
    urns: command.startsWith("state") ? rest : [],
    all: all && onlyIn(["state delete", "state unprotect"], command, "--all"),
    force: force && onlyIn(["state delete"], command, "--force"),
  };
}

function importArguments(values: Values, command: Command, rest: readonly string[]): Pick<Arguments, "imports"> {
  if (command === "import") return { imports: readImport(values, rest) };
  const [option] = givenImportOptions(values);
  if (option !== undefined) onlyIn(["import"], command, `--${option}`);
  return {};
}

function parse(words: readonly string[]) {
  return parseWords(
    withSwitchValues(words),
    {
      stack: { type: "string", short: "s" },
      cwd: { type: "string", short: "C", default: "." },
      json: { type: "boolean", short: "j", default: false },
      yes: { type: "boolean", short: "y", default: false },
      parallel: { type: "string", short: "p" },
      "expect-no-changes": { type: "boolean", default: false },
      message: { type: "string", short: "m", default: "" },
      "from-nothing": { type: "boolean", default: false },
      "policy-pack": { type: "string", multiple: true, default: [] },
      approved: { type: "string" },
      refresh: { type: "boolean", short: "r", default: false },
      "continue-on-error": { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      force: { type: "boolean", default: false },
      ...importConfig,
      ...selectionConfig,
      ...displayConfig,
    },
    usage,
  );
}

function onlyIn(wanted: readonly Command[], command: Command, option: string): true {
  if (wanted.includes(command)) return true;
  throw new EngineError(`${option} is for ${wanted.join(", ")} (got ${command})`);
}

function mostArguments(command: Command): number {
  if (command === "state delete" || command === "state unprotect") return Infinity;
  if (command === "import") return 3;
  return command === "outputs" ? 1 : 0;
}

function isLimited({ targets = [], excludes = [], replaces = [] }: SelectionOptions): boolean {
  return targets.length + excludes.length + replaces.length > 0;
}

/** As the CLI reads a switch of the environment. */
function isSet(text: string | undefined): boolean {
  return text === "true" || text === "1";
}

/** Refuses what is no plan's name, so that an empty variable of a CI job approves nothing. */
function planName(text: string, command: Command): string {
  onlyIn(["up"], command, "--approved");
  if (/^[0-9a-f]{32}$/.test(text)) return text;
  throw new EngineError(`--approved takes a plan's name, 32 hexadecimal digits, from the review (got "${text}")`);
}

/** The CLI's own default: four steps a processor. */
function parallelism(text: string | undefined): number {
  if (text === undefined) return 4 * availableParallelism();
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new EngineError(`--parallel must be an integer ≥ 1 (got "${text}")`);
}
