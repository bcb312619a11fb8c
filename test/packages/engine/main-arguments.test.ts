import { readArguments, usage } from "../../../packages/engine/main-arguments";

test("options have the CLI's names and defaults", () => {
  const words = ["up", "--stack", "dev", "--yes", "--parallel", "3", "-m", "why", "--cwd", "/x", "--json"];
  expect(readArguments(words)).toEqual({
    command: "up",
    stack: "dev",
    folder: "/x",
    json: true,
    yes: true,
    parallel: 3,
    expectNoChanges: false,
    showSecrets: false,
    message: "why",
    verbose: false,
    showSames: false,
    fromNothing: false,
    policyPacks: [],
  });
});

test("stack rm is one command, outputs takes a name", () => {
  expect(readArguments(["stack", "rm", "-s", "dev"]).command).toBe("stack rm");
  expect(readArguments(["outputs", "url", "-s", "dev"]).output).toBe("url");
});

test.each([
  [["frobnicate", "-s", "dev"], 'there is no command "frobnicate"'],
  [["up"], "--stack is missing"],
  [["up", "extra", "-s", "dev"], 'unexpected "extra"'],
  [["up", "-s", "dev", "--target", "x"], "--target"],
  [["up", "-s", "dev", "--parallel", "0"], "--parallel must be an integer"],
  [["up", "-s", "dev", "--approved", ""], "--approved takes a plan's name"],
  [["up", "-s", "dev", "--from-nothing"], "--from-nothing is for preview"],
  [["preview", "-s", "dev", "--approved", "0123456789abcdef0123456789abcdef"], "--approved is for up"],
])("%j is refused", (words, message) => {
  expect(() => readArguments(words)).toThrow(message);
});

test("the usage names every command", () => {
  for (const command of ["preview", "up", "refresh", "destroy", "outputs", "stack rm", "cancel"])
    expect(usage).toContain(command);
});
