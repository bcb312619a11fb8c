import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "../../../packages/engine/policy/policy-pack";
import { parseApprovalRules } from "../../../packages/review/approval-rules";
import { checkPolicies } from "../../../packages/review/check-policies";
import { comparePreviews } from "../../../packages/review/compare-previews";
import { parsePreview, type Preview } from "../../../packages/review/preview";
import { longestPage, renderPage, renderWhole } from "../../../packages/review/render/markdown";
import { renderTerminal } from "../../../packages/review/render/terminal";
import { buildReview, type Review } from "../../../packages/review/review";
import { manyServices } from "./support/many-services";
import { recordedPreview } from "./support/recorded-preview";

/** The policy host loads three SDKs. */
jest.setTimeout(120_000);

const repository = join(__dirname, "../../..");
const approval = parseApprovalRules(readFileSync(join(repository, "review.yaml"), "utf8"));
let pack: PolicyPack;
beforeAll(async () => {
  const request = { project: "berth", stack: "test", preview: true, environment: process.env };
  pack = await PolicyPack.start({ ...request, folder: join(repository, "policy"), onOutput: () => undefined });
});
afterAll(() => pack.stop());

/** "-cli-": what the Pulumi CLI 3.260 itself printed; of a half that has a whole beside it, operation and URN are kept. */
const names = readdirSync(join(__dirname, "previews"))
  .map((file) => file.replace(/\.json$/, ""))
  .filter((name) => !name.endsWith("-base"));

async function reviewOf(stack: string, preview: Preview, isFinal = true, maker = byEngine): Promise<Review> {
  const violations = await checkPolicies(pack, preview);
  const known = isFinal ? "the stack's last known state" : "the plan of the base and not with what stands";
  const origin = `${maker}, compared with ${known}`;
  return buildReview({ stack, preview, violations, approval, planHash: "0".repeat(32), origin, isFinal });
}

const byEngine = "made by the embedded engine (the Pulumi CLI was not found)";
const byCli = "made by the Pulumi CLI with the stack's state";

function previewOf(name: string): Preview {
  const head = parsePreview(recordedPreview(name));
  return name.includes("-fork-") ? comparePreviews(parsePreview(recordedPreview(`${stackOf(name)}-base`)), head) : head;
}

const stackOf = (name: string) => name.split("-")[0] ?? "";

test.each(names)("%s", async (name) => {
  const maker = name.includes("-cli-") ? byCli : byEngine;
  const review = await reviewOf(stackOf(name), previewOf(name), !name.includes("-fork-"), maker);
  const page = renderPage(review);
  expect(page.text.length).toBeLessThanOrEqual(longestPage);
  for (const shown of [page.text, renderWhole(review), renderTerminal(review), JSON.stringify(review)]) {
    expect(shown).not.toContain("CANARY");
  }
  expect(page.text).toMatchSnapshot();
});

test("what has to be known is in the first five lines", async () => {
  for (const name of names) {
    const review = await reviewOf(stackOf(name), previewOf(name));
    const lines = renderPage(review).text.split("\n").slice(0, 5).join("\n");
    const needing = review.dangers.filter(({ needsApproval }) => needsApproval);
    for (const { rule, group } of needing) {
      if (review.exitCode === 2) expect(lines).toContain(rule);
      expect(lines).toContain(
        { removal: "data at risk", opening: "Opened", policy: "Policy", downtime: "Downtime" }[group],
      );
    }
  }
});

test("a change of 400 resources: the page fits a comment and names what it leaves out, review.json and the whole page have all", async () => {
  const review = await reviewOf("dev", manyServices(parsePreview(recordedPreview("dev-gateway-as-root")), 400));
  const page = renderPage(review);
  expect(review.changes.length).toBeGreaterThanOrEqual(400);
  expect([page.isCut, page.text.length <= longestPage]).toEqual([true, true]);
  expect(page.text).toMatch(
    /\*\*Cut here:\*\* \d+ more changes\. All of them are in review-whole\.md and review\.json/,
  );
  const whole = renderWhole(review);
  for (const { name } of review.changes) expect(whole).toContain(`\`${name}\``);
  expect(page.text.split("\n").slice(0, 24).join("\n")).toMatchSnapshot();
});
