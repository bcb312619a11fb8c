import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HashedPreview, planHash } from "@berth/engine/plan-hash";
import { parsePreview, type Preview } from "@berth/review/preview";
import { holdsUnknown } from "@berth/review/unknown-value";
import { runQuiet, runVisible } from "./child";
import { CommandError } from "./command-error";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { jsonPreview, previewLimitSeconds, type Tool } from "./tool";

/**
 * `up --approved PLAN` with the CLI: plans anew, refuses a plan of another name, and applies this one; the CLI's update
 * plan holds every step to it, where the CLI can do that. Rejects with a CommandError before anything is touched.
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
    const text = await demandPlan([...jsonPreview(tool), "--save-plan", file], stack, approved, environment);
    const unasked = unconfiguredProviders(parsePreview(text));
    if (unasked.length > 0) process.stderr.write(unheld(unasked));
    const held = unasked.length === 0 ? ["--plan", file] : [];
    const words = ["up", ...held, "--skip-preview", "--yes", ...args, "--stack", stack.name];
    return await runVisible([...tool.command, ...words], environment, projectFolder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Providers whose settings only `up` will know, as Docker's on a machine that is made anew. The CLI asks such a provider
 * nothing while it plans, and takes what the provider fills in later for a violation of the plan, half-way.
 */
function unconfiguredProviders({ steps }: Preview): readonly string[] {
  const providers = steps.filter(({ type }) => type.startsWith("pulumi:providers:"));
  return providers.flatMap(({ name, after }) => (holdsUnknown(after?.inputs) ? [name] : []));
}

function unheld(providers: readonly string[]): string {
  return `The plan is the approved one. What its steps fill in is not held to it while they are made: the CLI could not ask ${providers.join(", ")} yet.\n`;
}

/** The text of the preview whose name was demanded. */
async function demandPlan(
  argv: readonly string[],
  stack: Stack,
  approved: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const location = ["--stack", stack.name, "--cwd", projectFolder];
  const { code, stdout, stderr } = await runQuiet([...argv, ...location], previewLimitSeconds, environment);
  if (code !== 0) throw new CommandError(`The plan could not be made, so nothing was applied:\n${stderr.trim()}`);
  const text = stdout.slice(stdout.indexOf("{"));
  const stackFile = readFileSync(join(projectFolder, `Pulumi.${stack.name}.yaml`), "utf8");
  const name = planHash(JSON.parse(text) as HashedPreview, stackFile);
  if (name === approved) return text;
  throw new CommandError(
    `Plan ${name} is not the approved plan ${approved}, so nothing was applied: the files, the configuration or the state have changed since. Review again: npm run review -- --stack ${stack.name}`,
  );
}
