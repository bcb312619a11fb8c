import table from "./commands.json";

/** One option; it means the same in every command that takes it. */
export interface OptionRow {
  readonly summary: string;
  readonly short?: string;
  /** What its value is called in the help; absent: the option is a flag. */
  readonly value?: string;
  readonly multiple?: boolean;
}

/** One command of `berth`. */
export interface CommandRow {
  readonly summary: string;
  /** Its arguments as the help prints them: NAME is required, [NAME] is not, [NAME]... are any number, [NAME...] takes the rest untouched. */
  readonly arguments?: string;
  /** Names of its own options; `--stack` and `--help` belong to every command. */
  readonly options?: readonly string[];
  /** Words after `--` go to the Pulumi CLI, or to the embedded engine, untouched. */
  readonly tool?: boolean;
  /** argv after Node's own of a program that gets every argument of the command. */
  readonly runs?: readonly string[];
}

export interface CommandTable {
  readonly commands: Readonly<Record<string, CommandRow>>;
  readonly options: Readonly<Record<string, OptionRow>>;
}

/** Every command and option of `berth`, from commands.json, which the installer reads as well. */
export const commandTable: CommandTable = table;

/** The options of a command by their names; those that every command has come last. */
export function optionsOf({ options }: CommandTable, row: CommandRow): Readonly<Record<string, OptionRow>> {
  const shared = row.runs === undefined ? ["stack", "help"] : ["help"];
  const names = [...(row.options ?? []), ...shared];
  return Object.fromEntries(
    names.flatMap((name) => {
      const option = options[name];
      return option === undefined ? [] : [[name, option]];
    }),
  );
}
