import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHashedPreview } from "@berth/engine/hashed-preview";
import { planHash } from "@berth/engine/plan-hash";
import { parsePreview, type Preview } from "@berth/review/preview";
import { holdsUnknown } from "@berth/review/unknown-value";
import { finishCommand } from "@berth/process/run-command";
import { runVisible } from "@berth/process/run-visible";
import { UsageError } from "./usage-error";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { jsonPreview, previewLimitMs, type Tool } from "./tool";

interface ApprovedUp {
  readonly tool: Tool;
  /** Name of the only plan that may be applied. */
  readonly approved: string;
  /** Further arguments for `pulumi up`. */
  readonly args: readonly string[];
}

/**
 * `up --approved PLAN` with the CLI: makes the plan again, refuses one with another name, and applies it; the CLI's update
 * plan then constrains every step, where the CLI supports that. Rejects with a UsageError before it changes anything.
 */
export async function approvedUp(stack: Stack, { tool, approved, args }: ApprovedUp): Promise<number> {
  if (!/^[0-9a-f]{32}$/.test(approved)) {
    throw new UsageError(
      `--approved takes a plan's name, 32 hexadecimal digits, from the review (got ${JSON.stringify(approved)}).`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "berth-plan-"));
  const file = join(folder, "plan.json");
  // Update plans are an experiment of the CLI's, which it keeps behind this switch.
  const environment = { ...passphraseEnvironment(stack, process.env), PULUMI_EXPERIMENTAL: "true" };
  try {
    const text = await makePlan([...jsonPreview(tool), "--save-plan", file], stack, environment);
    throwIfOther(text, stack, approved);
    const unconfigured = unconfiguredProviders(parsePreview(text));
    if (unconfigured.length > 0) process.stderr.write(unconstrained(unconfigured));
    const constraint = unconfigured.length === 0 ? ["--plan", file] : [];
    const command = ["up", ...constraint, "--skip-preview", "--yes", ...args, "--stack", stack.name];
    return await runVisible([...tool.command, ...command], { environment, cwd: projectFolder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Providers whose settings only `up` will know, such as Docker's on a machine that is recreated. The CLI does not call such
 * a provider while it plans, and later counts what the provider fills in as a violation of the plan, halfway through.
 */
function unconfiguredProviders({ steps }: Preview): readonly string[] {
  const providers = steps.filter(({ type }) => type.startsWith("pulumi:providers:"));
  return providers.flatMap(({ name, after }) => (holdsUnknown(after?.inputs) ? [name] : []));
}

function unconstrained(providers: readonly string[]): string {
  return `The plan is the approved one, but the CLI cannot constrain its steps to it: the provider ${providers.join(", ")} is configured only during the update.\n`;
}

/** The text of a preview that the CLI makes now. */
async function makePlan(
  argv: readonly string[],
  stack: Stack,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const location = ["--stack", stack.name, "--cwd", projectFolder];
  const { exitCode, stdout, stderr } = await finishCommand([...argv, ...location], {
    limitMs: previewLimitMs,
    environment,
    sharesGroup: true,
  });
  if (exitCode !== 0)
    throw new UsageError(`The CLI could not make the plan, so nothing was applied:\n${stderr.trim()}`);
  return stdout.slice(stdout.indexOf("{"));
}

function throwIfOther(text: string, stack: Stack, approved: string): void {
  const stackFile = readFileSync(join(projectFolder, `Pulumi.${stack.name}.yaml`), "utf8");
  const name = planHash(parseHashedPreview(text), stackFile);
  if (name === approved) return;
  throw new UsageError(
    `Plan ${name} is not the approved plan ${approved}, so nothing was applied: the files, the configuration or the state have changed since. Review again: npm run review -- --stack ${stack.name}`,
  );
}
