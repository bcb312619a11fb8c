import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../../..");

function berth(...args: string[]) {
  const argv = [join(root, "packages/cli/berth.js"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    encoding: "utf8",
    cwd: root,
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

test.each([
  [["prevew"], 'error: Unknown command "prevew": did you mean preview?'],
  [["up", "--stack"], "error: Option --stack needs a value: --stack NAME"],
  [["status", "--stack", "../../etc"], 'error: "../../etc" is not a stack name'],
  [
    ["status", "--stack=prod"],
    "error: Stack prod has no Pulumi.prod.yaml. Copy Pulumi.dev.yaml to it and edit the copy.",
  ],
  [["logs", "$(id)"], 'error: "$(id)" is not the name of a service, for example: npx berth logs api --follow'],
  [["doctor", "--jsno"], "error: Unknown option --jsno: did you mean --json?"],
  [["setup", "tset"], 'error: Unknown purpose "tset": the purposes are up, packages, test, e2e.'],
])("%j is refused with the cause and the fix, without a stack trace", (args, message) => {
  const { status, stderr } = berth(...args);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(1);
});

test.each([[[]], [["--help"]], [["help"]]])("berth %j prints every command", (args: string[]) => {
  const { status, stdout } = berth(...args);
  expect(stdout).toContain("Usage: npx berth COMMAND");
  expect(status).toBe(0);
});

test("`up --help` prints the options of up and starts nothing", () => {
  const { status, stdout, stderr } = berth("up", "--help");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Usage: npx berth up [OPTION...]");
  expect(stdout).toContain("--approved PLAN");
});
