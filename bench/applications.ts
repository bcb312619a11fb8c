import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseHashedPreview } from "@berth/engine/hashed-preview";
import { planHash } from "@berth/engine/plan-hash";
import { PolicyPack } from "@berth/engine/policy-pack";
import { givenValues } from "@berth/infra/given-values";
import { NO_FILES } from "@berth/infra/project-files";
import type { ComposeModel } from "@berth/infra/service-model";
import { finishCommand } from "@berth/process/run-command";
import { parseApprovalRules } from "@berth/review/approval-rules";
import { checkPolicies } from "@berth/review/check-policies";
import { renderPage } from "@berth/review/markdown";
import { parsePreview } from "@berth/review/preview";
import { buildReview } from "@berth/review/review";
import { acceptedOf, evenly, type Application, yamlFiles } from "./compose-files";
import { copyEnvironment, copyProject, previewCommand, root } from "./project-copy";

const wantedByDefault = 40;
const stack = "dev";
const limitMs = 120_000;

interface Result {
  readonly failures: readonly string[];
  readonly line: string;
}

/**
 * Previews and reviews applications of a folder, evenly over all that are accepted and need no file beside theirs, each as stack `dev` of a
 * project of its own. Fails where a plan has an error, a service has no container, or a rule of the policy pack refuses a resource.
 */
export async function benchApplications(folder: string | undefined, count = String(wantedByDefault)): Promise<void> {
  if (folder === undefined)
    throw new Error("npm run bench -- applications FOLDER [COUNT]: name a folder of compose files");
  const accepted = yamlFiles(resolve(folder)).flatMap((file) => acceptedOf(file, NO_FILES));
  const chosen = evenly(accepted, Number(count));
  const pack = await startPack();
  let failed = 0;
  try {
    for (const application of chosen) {
      const begin = Date.now();
      const { failures, line } = await reviewed(application, pack);
      const seconds = `${((Date.now() - begin) / 1000).toFixed(1)} s`;
      const verdict = failures.length === 0 ? line : `FAILED: ${failures.join("; ")}`;
      process.stdout.write(`${basename(application.file)}: ${verdict}, ${seconds}\n`);
      if (failures.length > 0) failed += 1;
    }
  } finally {
    await pack.stop();
  }
  process.stdout.write(`${chosen.length - failed} of ${chosen.length} previewed and reviewed\n`);
  if (failed > 0) process.exitCode = 1;
}

function startPack(): Promise<PolicyPack> {
  const given = { folder: join(root, "policy"), project: "berth", stack, preview: true, environment: process.env };
  return PolicyPack.start({ ...given, onOutput: () => undefined });
}

async function reviewed({ file, model }: Application, pack: PolicyPack): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "bench-application-"));
  try {
    const application = readFileSync(file, "utf8");
    const composeFiles = [join(folder, "compose.yaml")];
    writeFileSync(join(folder, "compose.yaml"), application);
    copyProject(folder, {
      stack,
      config: { target: "local", memoryMiB: 65_536, composeFiles, composeVariables: givenValues(application) },
    });
    const printed = await preview(folder);
    if (printed.error !== undefined) return { failures: [printed.error], line: "" };
    const stackFile = readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");
    return await judged(printed.text, { pack, model, stackFile });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function preview(folder: string): Promise<{ readonly text: string; readonly error?: string }> {
  const { exitCode, stdout, stderr } = await finishCommand(previewCommand(folder, stack, "--json", "--show-sames"), {
    environment: copyEnvironment(folder),
    limitMs,
    sharesGroup: true,
  });
  const start = stdout.indexOf("{");
  if (start === -1) return { text: "", error: stderr.trim() || `exit code ${exitCode}` };
  return { text: stdout.slice(start) };
}

interface Planned {
  readonly pack: PolicyPack;
  readonly model: ComposeModel;
  readonly stackFile: string;
}

async function judged(text: string, { pack, model, stackFile }: Planned): Promise<Result> {
  const planned = parsePreview(text);
  const violations = await checkPolicies(pack, planned);
  const review = buildReview({
    ...{ stack, preview: planned, violations, origin: "made by the bench", isFinal: false },
    planHash: planHash(parseHashedPreview(text), stackFile),
    approval: parseApprovalRules(readFileSync(join(root, "review.yaml"), "utf8")),
  });
  const containers = planned.steps.filter(({ type }) => type === "docker:index/container:Container").length;
  const refused = violations.filter(({ level }) => level === "mandatory").map(({ message }) => message);
  const missing =
    containers < model.services.length ? [`${containers} containers of ${model.services.length} services`] : [];
  return {
    failures: [...review.errors, ...refused, ...missing],
    line: `${model.services.length} services, ${planned.steps.length} resources, ${review.dangers.length} dangers, a page of ${renderPage(review).text.length} characters`,
  };
}
