import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { approvedUp } from "../../../packages/cli/approved-up";
import { openStack, projectFolder } from "../../../packages/cli/stack";
import { parseHashedPreview } from "../../../packages/engine/plan/hashed-preview";
import { planHash } from "../../../packages/engine/plan/plan-hash";

const preview = {
  steps: [{ op: "create", urn: "urn:pulumi:dev::berth::a:b:C::x", newState: { inputs: { size: 1 } } }],
};
const name = planHash(preview, readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8"));

let folder: string;
let cli: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
  cli = join(folder, "pulumi");
  // Records its arguments and previews as the CLI does, with a warning before the JSON.
  const lines = [
    "#!/bin/sh",
    `echo "$PULUMI_EXPERIMENTAL $*" >>"${folder}/calls"`,
    `case "$1" in preview) echo "warning: old"; cat "${folder}/preview"; exit "$(cat "${folder}/code")";; esac`,
  ];
  writeFileSync(cli, `${lines.join("\n")}\n`);
  chmodSync(cli, 0o755);
  writeFileSync(join(folder, "preview"), JSON.stringify(preview));
  writeFileSync(join(folder, "code"), "0");
});
afterEach(() => rmSync(folder, { recursive: true }));

const up = (approved: string, ...args: string[]) =>
  approvedUp({ ...openStack("dev"), local: false }, { tool: { kind: "cli", command: [cli] }, approved, args });
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

test("the CLI makes the plan and applies the one that it saved", async () => {
  expect(await up(name, "--message", "why")).toBe(0);
  expect(calls().map((call) => call.replaceAll(/\S+plan\.json/g, "FILE"))).toEqual([
    `true preview --json --show-sames --show-replacement-steps --non-interactive --save-plan FILE --stack dev --cwd ${projectFolder}`,
    "true up --plan FILE --skip-preview --yes --message why --stack dev",
  ]);
});

test("a plan with a provider that is configured only during the update is applied without the CLI's constraint, with a warning", async () => {
  const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const urn = "urn:pulumi:dev::berth::pulumi:providers:docker::docker";
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const provider = { op: "update", urn, newState: { custom: true, inputs: { host: unknown } } };
  const text = JSON.stringify({ steps: [...preview.steps, provider] });
  writeFileSync(join(folder, "preview"), text);
  const plan = planHash(parseHashedPreview(text), readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8"));
  expect(await up(plan)).toBe(0);
  expect(calls().at(-1)).toBe("true up --skip-preview --yes --stack dev");
  expect(stderr).toHaveBeenCalledWith(
    expect.stringContaining("the provider docker is configured only during the update"),
  );
  stderr.mockRestore();
});

test("another plan, a failed plan and a text that is not a plan's name are refused before anything is applied", async () => {
  await expect(up("0".repeat(32))).rejects.toThrow(`Plan ${name} is not the approved plan`);
  writeFileSync(join(folder, "code"), "1");
  await expect(up(name)).rejects.toThrow("The CLI could not make the plan, so nothing was applied");
  for (const wrong of ["", "latest", `${name} --yes`])
    await expect(up(wrong)).rejects.toThrow("--approved takes a plan's name");
  expect(calls().filter((call) => call.includes(" up "))).toEqual([]);
});
