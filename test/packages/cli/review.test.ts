import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandTable } from "../../../packages/cli/command-table";
import { parseCommandLine } from "../../../packages/cli/parse-command-line";
import { review } from "../../../packages/cli/review";
import { choosePreview } from "../../../packages/cli/run-preview";
import { openStack } from "../../../packages/cli/stack";
import { recordedPreview } from "../review/support/recorded-preview";

/** Starts the policy host. */
jest.setTimeout(120_000);

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
  printed = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => ((printed += String(text)), true));
  jest.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function save(name: string): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, recordedPreview(name));
  return file;
}

const read = (name: string) => readFileSync(join(folder, "out", name), "utf8");
const run = (...args: string[]) =>
  review(openStack("aws"), parseCommandLine(commandTable, ["review", "--out", join(folder, "out"), ...args]));

test("a preview made elsewhere: exit codes for gates, and the page, the data and what is printed agree", async () => {
  expect(await run("--from", save("aws-no-change"))).toBe(0);
  expect(await run("--from", save("azure-region-protected"))).toBe(1);
  expect(await run("--from", save("aws-cidr-opened"))).toBe(2);
  expect(read("review.md").split("\n")[0]).toBe(
    "# 🛑 `aws` needs approval: open to the world, policy violation (1 change)",
  );
  expect(printed.endsWith(read("review.md"))).toBe(true);
  const data = JSON.parse(read("review.json")) as { planHash: string; exitCode: number };
  expect(data.exitCode).toBe(2);
  expect(read("review.md")).toContain(`npm run up -- --stack aws --approved ${data.planHash}`);
  expect(existsSync(join(folder, "out", "review-whole.md"))).toBe(false);
});

test("compared with a base: what leads from one plan to the other, under a name that both sides make", async () => {
  const [base, head] = [save("aws-base"), save("aws-fork-region-change")];
  expect(await run("--from", head, "--base", base)).toBe(2);
  const name = () => (JSON.parse(read("review.json")) as { planHash: string }).planHash;
  const compared = name();
  expect(read("review.md")).toContain("plans again from the state");
  expect(await run("--from", base, "--base", base)).toBe(0);
  await run("--from", head);
  expect(name()).not.toBe(compared);
});

test("reports a missing file, or one that is not a preview, with the fix", async () => {
  await expect(run("--from", "none.json")).rejects.toThrow(
    "none.json does not exist. Make it with: npm run --silent preview -- --json",
  );
  writeFileSync(join(folder, "x.json"), "[]");
  await expect(run("--from", join(folder, "x.json"))).rejects.toThrow("prints an object with a list of steps");
});

test("the CLI makes the preview where it, credentials and the stack are there; else the engine does, and the page gives the reason", async () => {
  const cli = (says: string) => {
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${says}\n`);
    chmodSync(join(folder, "pulumi"), 0o755);
    return { HOME: folder, PULUMI_HOME: folder, PATH: folder };
  };
  const aws = openStack("aws");
  const known = cli("exit 0");
  const choose = async (environment: NodeJS.ProcessEnv) => {
    const { tool, origin, fromNothing } = await choosePreview(aws, environment);
    return [tool.kind, origin, fromNothing];
  };
  expect(await choose({ ...known, AWS_PROFILE: "p" })).toEqual([
    "cli",
    "made by the Pulumi CLI with the stack's state",
    false,
  ]);
  expect(await choose(known)).toEqual([
    "embedded",
    "made by the embedded engine (no credentials of aws were found)",
    false,
  ]);
  expect(await choose({ ...known, PATH: "", PULUMI_HOME: "/none" })).toEqual([
    "embedded",
    "made by the embedded engine (the Pulumi CLI was not found)",
    false,
  ]);
  expect(await choose({ ...known, AWS_PROFILE: "p", PULUMI_ENGINE: "embedded" })).toEqual([
    "embedded",
    "made by the embedded engine (PULUMI_ENGINE selects it)",
    false,
  ]);
  expect(await choose({ ...known, PULUMI_BACKEND_URL: "s3://b" })).toEqual([
    "embedded",
    "made by the embedded engine (no credentials of aws were found; only the CLI reads the state)",
    true,
  ]);
  const without = cli("echo \"error: no stack named 'aws' found\" >&2; exit 1");
  expect(await choose({ ...without, AWS_PROFILE: "p" })).toEqual([
    "embedded",
    "made by the embedded engine (the CLI knows no stack aws yet)",
    true,
  ]);
  // The preview will say what is wrong.
  expect(await choose({ ...cli("echo 'error: expired' >&2; exit 1"), AWS_PROFILE: "p" })).toMatchObject([
    "cli",
    expect.any(String),
    false,
  ]);
});
