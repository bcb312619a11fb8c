import { parseArgs } from "node:util";
import { type CommandRow, type CommandTable, type OptionRow, optionsOf } from "./command-table";
import { suggestion } from "./suggest";
import { UsageError } from "./usage-error";

/** A checked command line. */
export interface CommandLine {
  readonly command: string;
  readonly stack: string;
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
  /** Every word but `--stack NAME` and the first `--`: what the program behind the command gets. */
  readonly forwarded: readonly string[];
}

const defaultStack = "dev";

/** Checks the words after `berth` against the table. Throws one UsageError that lists all faults. */
export function parseCommandLine(table: CommandTable, words: readonly string[]): CommandLine {
  const [command = "", ...args] = withCommandOfTwoWords(table, words);
  const row = Object.hasOwn(table.commands, command) ? table.commands[command] : undefined;
  if (row === undefined) {
    const names = Object.keys(table.commands);
    throw new UsageError(
      `Unknown command ${JSON.stringify(command)}${suggestion(command, names)}\nThe commands are ${names.join(", ")}.`,
    );
  }
  if (row.runs !== undefined && args[0] !== "--help" && args[0] !== "-h") return untouched(command, args);
  const options = optionsOf(table, row);
  const { own, rest } = splitAtArguments(row, options, args);
  const tokens = tokensOf(options, own);
  const line = readTokens({ command, row, own, rest }, tokens);
  const isHelp = line.flags.has("help");
  const faults = isHelp
    ? []
    : [...tokens.flatMap((token) => optionFaults(token, options)), ...argumentFaults(line, row)];
  if (faults.length === 0) return line;
  throw new UsageError(`${faults.join("\n")}\n\`npx berth ${command} --help\` lists what it takes.`);
}

/** "state", "list" are one command; an unknown second word is reported with the first. */
function withCommandOfTwoWords({ commands }: CommandTable, words: readonly string[]): readonly string[] {
  const [first = "", second = ""] = words;
  const isFirst = Object.keys(commands).some((name) => name.startsWith(`${first} `));
  return isFirst && second !== "" && !second.startsWith("-") ? [`${first} ${second}`, ...words.slice(2)] : words;
}

type Options = Readonly<Record<string, OptionRow>>;
type Token = ReturnType<typeof tokensOf>[number];

function untouched(command: string, args: readonly string[]): CommandLine {
  return { command, stack: defaultStack, flags: new Set(), texts: new Map(), positionals: args, forwarded: args };
}

function tokensOf(options: Options, args: readonly string[]) {
  const known = Object.entries(options).map(([name, { short, value, multiple = false }]) => {
    const type: "string" | "boolean" = value === undefined ? "boolean" : "string";
    return [name, { type, multiple, ...(short === undefined ? {} : { short }) }];
  });
  const config = Object.fromEntries(known) as Record<string, { type: "string" | "boolean" }>;
  return parseArgs({ args: [...args], options: config, strict: false, tokens: true }).tokens;
}

/** A command such as ssh reads options only up to its first argument; a `--` ends the options of any command. */
function splitAtArguments(row: CommandRow, options: Options, args: readonly string[]) {
  const takesRest = row.arguments?.endsWith("...]") === true;
  const end = tokensOf(options, args).find(
    ({ kind }) => kind === "option-terminator" || (takesRest && kind === "positional"),
  );
  if (end === undefined) return { own: args, rest: [] };
  const skipped = end.kind === "option-terminator" ? 1 : 0;
  return { own: args.slice(0, end.index), rest: args.slice(end.index + skipped) };
}

interface Split {
  readonly command: string;
  readonly row: CommandRow;
  readonly own: readonly string[];
  readonly rest: readonly string[];
}

function readTokens({ command, row, own, rest }: Split, tokens: readonly Token[]): CommandLine {
  const flags = new Set<string>();
  const texts = new Map<string, string>();
  const positionals: string[] = [];
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    if (token.value === undefined) flags.add(token.name);
    else texts.set(token.name, token.value);
    if (token.name !== "stack") continue;
    taken.add(token.index);
    if (token.inlineValue === false) taken.add(token.index + 1);
  }
  const forwarded = [...own.filter((_, index) => !taken.has(index)), ...rest];
  const stack = texts.get("stack") ?? defaultStack;
  return {
    command,
    stack,
    flags,
    texts,
    positionals: row.tool === true ? positionals : [...positionals, ...rest],
    forwarded,
  };
}

function optionFaults(token: Token, options: Options): readonly string[] {
  if (token.kind !== "option") return [];
  const { rawName, name, value, inlineValue } = token;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) return [`Unknown option ${rawName}${suggestion(rawName, names(options))}`];
  if (option.value === undefined)
    return value === undefined ? [] : [`Option ${rawName} takes no value (got ${value}).`];
  if (value === undefined || (!inlineValue && value.startsWith("-")))
    return [`Option ${rawName} needs a value: ${rawName} ${option.value}`];
  return [];
}

function names(options: Options): readonly string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

function argumentFaults({ positionals }: CommandLine, { arguments: expected = "" }: CommandRow): readonly string[] {
  if (expected.endsWith("...]") || expected.endsWith("...")) return [];
  const wanted = expected === "" ? [] : expected.split(" ");
  const missing = wanted.slice(positionals.length).filter((name) => !name.startsWith("["));
  if (missing.length > 0) return missing.map((name) => `The argument ${name} is missing.`);
  return positionals.slice(wanted.length).map((word) => `Unexpected argument ${JSON.stringify(word)}`);
}
