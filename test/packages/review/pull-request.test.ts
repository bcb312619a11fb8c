import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseHashedPreview } from "../../../packages/engine/plan/hashed-preview";
import { planHash } from "../../../packages/engine/plan/plan-hash";
import { parseApprovalRules } from "../../../packages/review/approval-rules";
import { parsePreview } from "../../../packages/review/preview";
import { buildReview, type Review } from "../../../packages/review/review";
import { RecordedStack } from "./record/recorded-stack";

/** The real program is planned and applied by the real engine, several times; only the machine and Docker are made up. */
jest.setTimeout(240_000);

const approval = parseApprovalRules(readFileSync(join(__dirname, "../../../review.yaml"), "utf8"));
const config = { "berth:target": "local", "berth:imageBuilds": "host" };
let stack: RecordedStack;
beforeAll(async () => {
  stack = new RecordedStack("dev");
  await stack.run("up", config);
});
afterAll(() => stack.dispose());

async function review(): Promise<Review> {
  const text = await stack.run("preview", config);
  const hash = planHash(parseHashedPreview(text), stack.stackFile);
  return buildReview({
    stack: "dev",
    preview: parsePreview(text),
    violations: [],
    approval,
    planHash: hash,
    origin: "",
    isFinal: true,
  });
}

const dropVolume = (text: string) =>
  text
    .replace('    volumes: ["gateway-data:/data"]\n', '    tmpfs: ["/data:size=8m", "/tmp:size=8m"]\n')
    .replace('    tmpfs: ["/tmp:size=8m"]\n', "")
    .replace(/^ {2}gateway-data:.*\n/m, "");

test("changed, reviewed, approved, changed again and refused, approved again, applied: a machine and all that is on it", async () => {
  stack.edit("services/compose.yaml", dropVolume);
  const first = await review();
  expect([first.exitCode, needing(first)]).toEqual([2, ["delete volume"]]);

  stack.edit("infra/guest/user-data.ts", (text) => text.replace("#cloud-config\n", "#cloud-config\ntimezone: UTC\n"));
  await expect(stack.run("up", config, true, first.planHash)).rejects.toThrow("is not the approved plan");
  const second = await review();
  expect(needing(second).sort()).toEqual(["delete volume", "replace machine"]);

  // Throws unless every step is one of the plan.
  await stack.run("up", config, true, second.planHash);
  const done = await review();
  expect([done.exitCode, done.changes]).toEqual([0, []]);
});

test("a whole new stack, most of which no plan can know, is applied as it was approved", async () => {
  const other = new RecordedStack("dev");
  try {
    const text = await other.run("preview", config);
    const name = planHash(parseHashedPreview(text), other.stackFile);
    await other.run("up", config, true, name);
    await expect(other.run("up", config, true, name)).rejects.toThrow("is not the approved plan");
  } finally {
    other.dispose();
  }
});

function needing({ dangers }: Review): string[] {
  return dangers.flatMap(({ rule, needsApproval }) => (needsApproval ? [rule] : []));
}
