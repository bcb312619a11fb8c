import * as fc from "fast-check";
import { commandTable } from "../../../packages/cli/command-table";
import { parseCommandLine } from "../../../packages/cli/parse-command-line";

const parse = (...words: string[]) => parseCommandLine(commandTable, words);
const faults = (...words: string[]) => {
  try {
    parse(...words);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test("the stack is taken out of the words that the tool gets, wherever it stands", () => {
  for (const stack of [["--stack", "aws"], ["--stack=aws"], ["-s", "aws"]]) {
    const line = parse("up", ...stack, "--message", "why", "-y");
    expect([line.stack, line.forwarded]).toEqual(["aws", ["--message", "why", "-y"]]);
    expect(line.flags).toEqual(new Set(["yes"]));
  }
  expect(parse("up").stack).toBe("dev");
});

test("the options of a remote command are its own", () => {
  const { positionals, texts, flags } = parse("ssh", "--host", "web", "cmd", "--host", "x", "--admin", "--", "y");
  expect(positionals).toEqual(["cmd", "--host", "x", "--admin", "--", "y"]);
  expect([texts.get("host"), flags.has("admin")]).toEqual(["web", false]);
  expect(parse("ssh", "--", "--admin").positionals).toEqual(["--admin"]);
});

test("any words after `ssh --` reach the remote command untouched", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(parse("ssh", "--admin", "--", ...words).positionals).toEqual(words);
    }),
  );
});

test("jest gets every argument of `test`", () => {
  expect(parse("test", "--watch", "x.test.ts", "--stack").forwarded).toEqual(["--watch", "x.test.ts", "--stack"]);
  expect(parse("test", "--help").flags.has("help")).toBe(true);
});

test("all faults are reported at once", () => {
  expect(faults("logs", "--folow", "--host", "--json=x", "api", "db")).toBe(
    [
      "Unknown option --folow: did you mean --follow?",
      "Option --host needs a value: --host NAME",
      'Unexpected argument "db"',
      "`npx berth logs --help` lists what it takes.",
    ].join("\n"),
  );
  expect(faults("doctor", "--json=x")).toContain("Option --json takes no value (got x).");
  expect(faults("init")).toContain("The argument FILE is missing.");
  expect(faults("status", "-x")).toContain("Unknown option -x");
});

test.each(["__proto__", "constructor", ""])("%j is not a command", (name) => {
  expect(faults(name)).toContain(`Unknown command ${JSON.stringify(name)}`);
});

test("help hides every other fault of a command line", () => {
  expect(faults("logs", "--folow", "--help")).toBe("");
});

test("a command of two words takes URNs and options in any order", () => {
  const line = parse("state", "delete", "urn:a", "--force", "urn:b", "--stack", "aws");
  expect([line.command, line.stack, line.positionals]).toEqual(["state delete", "aws", ["urn:a", "urn:b"]]);
  expect(line.forwarded).toEqual(["urn:a", "--force", "urn:b"]);
  expect(faults("state", "forget")).toContain('Unknown command "state forget"');
});
