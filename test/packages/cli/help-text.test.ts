import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandTable, type CommandTable } from "../../../packages/cli/command-table";
import { commandsAsMarkdown, helpFor, helpForAll } from "../../../packages/cli/help-text";

const table: CommandTable = {
  options: {
    help: { short: "h", summary: "Prints this help." },
    stack: { short: "s", value: "NAME", summary: "The stack." },
    json: { summary: "Prints JSON." },
  },
  commands: {
    up: { summary: "Brings it up.", options: ["json"], tool: true },
    logs: { summary: "Prints logs.", arguments: "SERVICE" },
  },
};

test("the help lists every command", () => {
  expect(helpForAll(table)).toBe(`Usage: npx berth COMMAND [--stack NAME] [OPTION...]

Commands:
  up    Brings it up.
  logs  Prints logs.

\`npx berth COMMAND --help\` lists the options of one command. \`npm run COMMAND -- OPTION...\` does the same.
`);
});

test("the help of a command lists its options", () => {
  const { up } = table.commands;
  expect(up && helpFor(table, "up", up)).toBe(`Usage: npx berth up [OPTION...]

Brings it up.

Options:
      --json        Prints JSON.
  -s, --stack NAME  The stack.
  -h, --help        Prints this help.

Words after \`--\` go to the Pulumi CLI, or to the embedded engine, as they are.
`);
});

test("no command lists an option twice, and each that deploys has those that choose what is shown", () => {
  const twice = Object.entries(commandTable.commands).filter(
    ([, { options = [] }]) => new Set(options).size < options.length,
  );
  expect(twice.map(([name]) => name)).toEqual([]);
  const shown = ["diff", "show-sames", "show-replacement-steps", "suppress-outputs"];
  for (const verb of ["up", "preview", "refresh", "destroy"])
    expect(commandTable.commands[verb]?.options).toEqual(expect.arrayContaining(shown));
});

test("every option that a command lists is in the table", () => {
  const listed = Object.values(commandTable.commands).flatMap(({ options = [] }) => options);
  expect(listed.filter((name) => !Object.hasOwn(commandTable.options, name))).toEqual([]);
});

test("README has the table of commands", () => {
  const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8");
  expect(readme).toContain(commandsAsMarkdown(commandTable));
});
