import { type CommandRow, type CommandTable, type OptionRow, optionsOf } from "./command-table";

/** The help of `berth --help`: every command with its summary. */
export function helpForAll({ commands }: CommandTable): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: npx berth COMMAND [--stack NAME] [OPTION...]

Commands:
${aligned(rows)}
\`npx berth COMMAND --help\` lists the options of one command. \`npm run COMMAND -- OPTION...\` does the same.
`;
}

/** The help of one command: its usage, what it does and every option. */
export function helpFor(table: CommandTable, name: string, row: CommandRow): string {
  const options = Object.entries(optionsOf(table, row)).map(
    ([key, option]) => [optionUsage(key, option), option.summary] as const,
  );
  const tool =
    row.tool === true ? "\nWords after `--` go to the Pulumi CLI, or to the embedded engine, as they are.\n" : "";
  return `Usage: ${usage(name, row)}

${row.summary}

Options:
${aligned(options)}${tool}`;
}

/** The rows of README's table of commands, as Markdown. */
export function commandsAsMarkdown({ commands }: CommandTable): string {
  const rows = Object.entries(commands).map(([name, row]) => [
    `\`${usage(name, { ...row, options: [] })}\``,
    row.summary,
  ]);
  const cells = [["command", "what it does"], ...rows];
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].map((line) => `${line ?? ""}\n`).join("");
}

function usage(name: string, row: CommandRow): string {
  const options = (row.options ?? []).length > 0 ? ["[OPTION...]"] : [];
  return ["npx berth", name, ...options, ...(row.arguments === undefined ? [] : [row.arguments])].join(" ");
}

function optionUsage(name: string, { short, value }: OptionRow): string {
  const start = short === undefined ? "    " : `-${short}, `;
  return `${start}--${name}${value === undefined ? "" : ` ${value}`}`;
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}
