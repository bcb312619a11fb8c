import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../../..");

function berth(...args: string[]) {
  const argv = ["--import", "tsx", join(root, "packages/cli/berth.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    encoding: "utf8",
    cwd: root,
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

test.each([
  [["launch"], 'error: Unknown command "launch"; there are: up, preview,'],
  [["up", "--stack"], "error: --stack needs a name, say --stack dev."],
  [["up", "--stack", "../../etc"], 'error: "../../etc" is not a stack name'],
  [["up", "--stack=prod"], "error: Stack prod has no Pulumi.prod.yaml. Copy Pulumi.dev.yaml to it and edit the copy."],
  [["logs", "$(id)"], "error: Say which service: npm run logs -- api [--follow]"],
])("%j is refused with the cause and the fix, without a stack trace", (args, message) => {
  const { status, stderr } = berth(...args);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(1);
});
