import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type HashedPreview, parseHashedPreview } from "@berth/engine/hashed-preview";
import { planHash } from "@berth/engine/plan-hash";
import { PolicyPack } from "@berth/engine/policy-pack";
import { parseApprovalRules } from "@berth/review/approval-rules";
import { checkPolicies } from "@berth/review/check-policies";
import { comparePreviews } from "@berth/review/compare-previews";
import { parsePreview, type Preview } from "@berth/review/preview";
import { renderPage, renderWhole } from "@berth/review/markdown";
import { renderTerminal } from "@berth/review/terminal";
import { buildReview, type Review } from "@berth/review/review";
import { UsageError } from "./usage-error";
import type { CommandLine } from "./parse-command-line";
import { choosePreview, fromFilesAlone, type PreviewRun, runPreview } from "./run-preview";
import { projectFolder, projectName, type Stack } from "./stack";

interface ReviewArguments {
  /** A preview made elsewhere, in place of one made now. */
  readonly from?: string;
  /** A preview of the base of the change, made from nothing, as this one then is: for those who can't read the state. */
  readonly base?: string;
  /** Folder of the results. */
  readonly out: string;
}

/** `berth review`: judges a preview and writes review.md and review.json. Exit code 0: fine, 2: needs approval, 1: the plan is broken. */
export async function review(stack: Stack, { texts }: CommandLine): Promise<number> {
  const wanted = readArguments(stack, texts);
  const approval = parseApprovalRules(readFileSync(join(projectFolder, "review.yaml"), "utf8"));
  const [pack, preview] = await Promise.allSettled([startPack(stack), makePreview(stack, wanted)]);
  try {
    if (preview.status === "rejected") throw preview.reason;
    if (pack.status === "rejected") throw pack.reason;
    const { text, planned, origin, base, isFinal } = preview.value;
    const violations = await checkPolicies(pack.value, planned);
    const name = planHash(hashed(text, base), stackFile(stack));
    const given = { stack: stack.name, preview: planned, planHash: name, origin, isFinal };
    const result = buildReview({ ...given, violations, approval });
    write(wanted.out, result);
    return result.exitCode;
  } finally {
    if (pack.status === "fulfilled") await pack.value.stop();
  }
}

function readArguments(stack: Stack, texts: ReadonlyMap<string, string>): ReviewArguments {
  const [from, base] = [texts.get("from"), texts.get("base")];
  const out = texts.get("out") ?? join(projectFolder, "artifacts", "review", stack.name);
  const files = { ...(from === undefined ? {} : { from }), ...(base === undefined ? {} : { base }) };
  return { ...files, out: resolve(out) };
}

function startPack(stack: Stack): Promise<PolicyPack> {
  return PolicyPack.start({
    folder: join(projectFolder, "policy"),
    project: projectName(),
    stack: stack.name,
    preview: true,
    environment: process.env,
    onOutput: () => undefined,
  });
}

interface MadePreview {
  /** As the tool printed it. */
  readonly text: string;
  readonly planned: Preview;
  readonly origin: string;
  /** The text of the base's preview, where that stands for the state. */
  readonly base?: string;
  /** Whether `up` makes this very plan. */
  readonly isFinal: boolean;
}

async function makePreview(stack: Stack, { from, base: baseFile }: ReviewArguments): Promise<MadePreview> {
  const run =
    from === undefined
      ? await runPreview(
          stack,
          process.env,
          baseFile === undefined ? await choosePreview(stack, process.env) : fromFilesAlone,
        )
      : { text: readPreview(from), origin: `read from ${from}`, isFinal: true };
  const { text } = run;
  const head = withError(parsePreview(text), run);
  if (baseFile === undefined)
    return { text, planned: head, origin: `${run.origin}, compared with ${knownState(head)}`, isFinal: run.isFinal };
  const base = readPreview(baseFile);
  const origin = `${run.origin}, compared with the plan of the base and not with what stands`;
  return { text, planned: comparePreviews(parsePreview(base), head), origin, base, isFinal: false };
}

/** What the plan's name is made of: of a comparison both sides are. */
function hashed(text: string, base: string | undefined): HashedPreview {
  const head = parseHashedPreview(text);
  if (base === undefined) return head;
  const { steps = [] } = parseHashedPreview(base);
  return { steps: [...(head.steps ?? []), ...steps.map((step) => ({ ...step, op: `base ${step.op}` }))] };
}

/** A preview whose every resource is new was made without a state. */
function knownState({ steps }: Preview): string {
  return steps.some(({ before }) => before !== undefined)
    ? "the stack's last known state"
    : "no state: everything is new";
}

/** A tool may fail without a word in its JSON. */
function withError(preview: Preview, { error }: PreviewRun): Preview {
  if (error === undefined || preview.diagnostics.some(({ severity }) => severity === "error")) return preview;
  return { ...preview, diagnostics: [...preview.diagnostics, { severity: "error", message: error }] };
}

function readPreview(file: string): string {
  if (!existsSync(file))
    throw new UsageError(`${file} does not exist. Make it with: npm run --silent preview -- --json >${file}`);
  return readFileSync(file, "utf8");
}

function stackFile({ name }: Stack): string {
  return readFileSync(join(projectFolder, `Pulumi.${name}.yaml`), "utf8");
}

/** The whole review is in review.json; review.md is what fits a comment, review-whole.md is there when it did not fit. */
function write(folder: string, result: Review): void {
  const page = renderPage(result);
  const whole = join(folder, "review-whole.md");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "review.md"), page.text);
  writeFileSync(join(folder, "review.json"), `${JSON.stringify(result, undefined, 2)}\n`);
  rmSync(whole, { force: true });
  if (page.isCut) writeFileSync(whole, renderWhole(result));
  process.stdout.write(process.stdout.isTTY ? renderTerminal(result) : page.text);
  process.stderr.write(`review: ${relative(process.cwd(), join(folder, "review.md"))}, review.json beside it\n`);
}
