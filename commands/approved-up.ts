import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HashedPreview, planHash } from "../engine/plan/plan-hash";
import { runQuiet, runVisible } from "./child";
import { CommandError } from "./command-error";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { jsonPreview, type Tool } from "./tool";

/** A preview of a stack of hundreds of resources with a slow cloud. */
const limitSeconds = 900;

/**
 * `up --approved PLAN` with the CLI: plans anew, refuses a plan of another name, and applies what it has saved of this
 * one, to which the CLI's update plans hold every step. Rejects with a CommandError before anything is touched.
 */
export async function approvedUp(tool: Tool, stack: Stack, approved: string, args: readonly string[]): Promise<number> {
  if (!/^[0-9a-f]{32}$/.test(approved)) {
    throw new CommandError(
      `--approved takes a plan's name, 32 hexadecimal digits, from the review (got ${JSON.stringify(approved)}).`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "berth-plan-"));
  const file = join(folder, "plan.json");
  // Update plans are an experiment of the CLI's, which it keeps behind this switch.
  const environment = { ...passphraseEnvironment(stack, process.env), PULUMI_EXPERIMENTAL: "true" };
  try {
    await demandPlan([...jsonPreview(tool), "--save-plan", file], stack, approved, environment);
    const words = ["up", "--plan", file, "--skip-preview", "--yes", ...args, "--stack", stack.name];
    return await runVisible([...tool.command, ...words], environment, projectFolder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function demandPlan(
  argv: readonly string[],
  stack: Stack,
  approved: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const location = ["--stack", stack.name, "--cwd", projectFolder];
  const { code, stdout, stderr } = await runQuiet([...argv, ...location], limitSeconds, environment);
  if (code !== 0) throw new CommandError(`The plan could not be made, so nothing was applied:\n${stderr.trim()}`);
  const preview = JSON.parse(stdout.slice(stdout.indexOf("{"))) as HashedPreview;
  const name = planHash(preview, readFileSync(join(projectFolder, `Pulumi.${stack.name}.yaml`), "utf8"));
  if (name === approved) return;
  throw new CommandError(
    `Plan ${name} is not the approved plan ${approved}, so nothing was applied: the files, the configuration or the state have changed since. Review again: npm run review -- --stack ${stack.name}`,
  );
}
