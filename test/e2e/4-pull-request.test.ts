import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { edit, restore } from "./support/edit";
import { answers, npm, onHost, type Outputs, readOutputs, root } from "./support/stack";

let outputs: Outputs;
beforeAll(async () => {
  outputs = await readOutputs();
});
afterAll(restore);

interface Reviewed {
  readonly exitCode: number;
  readonly planHash: string;
  readonly dangers: readonly { rule: string; needsApproval: boolean }[];
  readonly changes: readonly unknown[];
}

const result = join(root, "artifacts/review/dev/review.json");

/** What CI does with a commit. */
async function review(): Promise<Reviewed> {
  const { code, output } = await npm("review");
  const reviewed = JSON.parse(readFileSync(result, "utf8")) as Reviewed;
  expect([code, output]).toEqual([reviewed.exitCode, expect.stringContaining(reviewed.planHash)]);
  return reviewed;
}

/** A script of CI's, with what people said of the pull request on its input. */
function script(name: string, args: readonly string[], approvals = ""): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(root, ".ci", name), args, {
    cwd: root,
    encoding: "utf8",
    input: approvals,
    timeout: 300_000,
  });
  return { code: status, output: stdout + stderr };
}

const gate = (approvals: string) => script("gate.sh", ["dev"], approvals).code;
const gatewayId = () => onHost(outputs, "docker ps -q --filter label=berth.service=gateway").output.trim();
const setMemory = (limit: string) =>
  edit("services/compose.yaml", (text) => text.replace(/mem_limit: \d+m/, `mem_limit: ${limit}`));

test("a pull request: changed, reviewed, approved, changed again and refused, approved again, applied", async () => {
  const base = await review();
  expect([base.exitCode, base.changes, gate("")]).toEqual([0, [], 0]);

  // This team wants to be asked before anybody notices a deployment.
  edit("review.yaml", (text) => `${text}  - downtime\n`);
  setMemory("144m");
  const first = await review();
  expect(first.dangers).toContainEqual(expect.objectContaining({ rule: "downtime", needsApproval: true }));
  expect([first.exitCode, gate("")]).toEqual([2, 2]);
  const approval = `alice: fine with me, plan ${first.planHash}\n`;
  expect(gate(approval)).toBe(0);

  const before = gatewayId();
  setMemory("160m");
  const refused = script("deploy.sh", ["dev", first.planHash]);
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain(`is not the approved plan ${first.planHash}, so nothing was applied`);
  expect(gatewayId()).toBe(before);

  const second = await review();
  expect(second.planHash).not.toBe(first.planHash);
  expect([gate(approval), gate(`${approval}alice: this one too, plan ${second.planHash}\n`)]).toEqual([2, 0]);
  expect(script("deploy.sh", ["dev", second.planHash])).toEqual({ code: 0, output: expect.any(String) as string });
  expect(gatewayId()).not.toBe(before);
  expect(onHost(outputs, `docker inspect --format '{{.HostConfig.Memory}}' ${gatewayId()}`).output.trim()).toBe(
    String(160 * 1024 * 1024),
  );
  expect(await answers(outputs.url)).toBe(true);
  expect((await review()).changes).toEqual([]);
});

test("what was changed for it is put back", async () => {
  restore();
  expect((await npm("up")).code).toBe(0);
  expect(await answers(outputs.url)).toBe(true);
});
