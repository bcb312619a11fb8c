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
    showReads: false,
    showReplacementSteps: false,
    suppressOutputs: false,
    fromNothing: false,
    policyPacks: [],
    selection: { targets: [], targetDependents: false, excludes: [], excludeDependents: false, replaces: [] },
    refresh: false,
    continueOnError: false,
    state: { urns: [], all: false, force: false },
  });
});

test("targets, excludes and replaces are lists, and --target-replace is short for both", () => {
  const words = ["up", "-s", "dev", "-t", "a", "--target", "b", "--target-replace", "c", "--replace", "d", "-r"];
  expect(readArguments([...words, "--target-dependents"])).toMatchObject({
    selection: { targets: ["a", "b", "c"], targetDependents: true, excludes: [], replaces: ["d", "c"] },
    refresh: true,
  });
});

test("PULUMI_CONTINUE_ON_ERROR is as --continue-on-error, as in the CLI", () => {
  expect(readArguments(["up", "-s", "dev"], { PULUMI_CONTINUE_ON_ERROR: "true" }).continueOnError).toBe(true);
  expect(readArguments(["destroy", "-s", "dev", "--continue-on-error"]).continueOnError).toBe(true);
});

test("the state's commands take URNs", () => {
  expect(readArguments(["state", "delete", "u", "v", "--force", "-s", "dev"])).toMatchObject({
    command: "state delete",
    state: { urns: ["u", "v"], all: false, force: true },
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
  [["up", "-s", "dev", "--target", "x", "--exclude", "y"], "if any flags in the group [target exclude] are set"],
  [["destroy", "-s", "dev", "--replace", "x"], "--replace is for preview, up (got destroy)"],
  [["refresh", "-s", "dev", "--continue-on-error"], "--continue-on-error is for up, destroy (got refresh)"],
  [["up", "-s", "dev", "--force"], "--force is for state delete"],
  [
    ["up", "-s", "dev", "--approved", "0123456789abcdef0123456789abcdef", "-t", "x"],
    "--approved applies the whole plan",
  ],
  [["up", "-s", "dev", "--parallel", "0"], "--parallel must be an integer"],
  [["up", "-s", "dev", "--approved", ""], "--approved takes a plan's name"],
  [["up", "-s", "dev", "--from-nothing"], "--from-nothing is for preview"],
  [["preview", "-s", "dev", "--approved", "0123456789abcdef0123456789abcdef"], "--approved is for up"],
])("%j is refused", (words, message) => {
  expect(() => readArguments(words)).toThrow(message);
});

test("the usage names every command", () => {
  for (const command of ["preview", "up", "refresh", "destroy", "outputs", "stack rm", "cancel", "state delete"])
    expect(usage).toContain(command);
});
