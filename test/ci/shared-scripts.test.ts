import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CiFolder } from "./ci-folder";

let ci: CiFolder;
beforeEach(() => (ci = new CiFolder()));
afterEach(() => ci.dispose());

const plan = "a".repeat(32);
const reviewed = (exitCode: number) =>
  ci.write("artifacts/review/aws/review.json", JSON.stringify({ exitCode, planHash: plan }));

test("stacks.sh lists the stacks by their files, with --deployed those of a cloud that are set up, and nothing that could be a command", () => {
  ci.write("Pulumi.yaml", "name: berth\n");
  ci.write("Pulumi.dev.yaml", "config:\n  berth:target: local\n");
  ci.write("Pulumi.aws.yaml", "config:\n  berth:target: aws\n");
  ci.write("Pulumi.$(id).yaml", "config:\n  berth:target: aws\n");
  expect(JSON.parse(ci.run(".ci/stacks.sh").stdout)).toEqual(["aws", "dev"]);
  const deployed = (variables: Readonly<Record<string, string>>): unknown =>
    JSON.parse(ci.run(".ci/stacks.sh", ["--deployed"], { VARIABLES: JSON.stringify(variables, undefined, 2) }).stdout);
  expect(deployed({})).toEqual([]);
  expect(deployed({ PULUMI_BACKEND_URL_AWS: "s3://x", PULUMI_BACKEND_URL_DEV: "s3://x" })).toEqual(["aws"]);
});

test("review.sh fails for a broken plan alone, and shows the page where GitHub reads it", () => {
  const summary = `${ci.folder}/summary`;
  ci.program("npm", 'mkdir -p artifacts/review/aws; echo "# page" >artifacts/review/aws/review.md; exit "$CODE"');
  for (const [code, expected] of [
    ["0", 0],
    ["2", 0],
    ["1", 1],
  ] as const) {
    expect(ci.run(".ci/review.sh", ["aws"], { CODE: code, GITHUB_STEP_SUMMARY: summary }).code).toBe(expected);
  }
  expect(ci.read("summary")).toBe("# page\n# page\n# page\n");
  expect(ci.calls("npm")[0]).toBe("run --silent review -- --stack aws --out artifacts/review/aws");
});

test("review.sh plans the base of a fork in the same folder, comes back, and compares", () => {
  const git = (...args: string[]) => {
    const { status, stdout } = spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: ci.folder,
      encoding: "utf8",
    });
    expect(status).toBe(0);
    return stdout.trim();
  };
  ci.program("npm", 'case "$*" in *preview*) cat which;; *) exit 0;; esac');
  ci.write(".gitignore", "artifacts/\nbin/\n*.calls\n");
  ci.write("Pulumi.aws.yaml", "config: {}\n");
  ci.write("which", "base");
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "base");
  const base = git("rev-parse", "HEAD");
  ci.write("which", "head");
  git("commit", "--quiet", "-am", "head");
  const head = git("rev-parse", "HEAD");

  const { code } = ci.run(".ci/review.sh", ["aws"], { BASE_SHA: base });
  expect([code, git("rev-parse", "HEAD"), ci.read("which"), ci.read("artifacts/review/aws/base.json")]).toEqual([
    0,
    head,
    "head",
    "base",
  ]);
  expect(ci.calls("npm")).toEqual([
    "run --silent preview -- --json --from-nothing --stack aws",
    `run --silent review -- --stack aws --out artifacts/review/aws --base ${ci.folder}/artifacts/review/aws/base.json`,
  ]);

  ci.write("which", "edited");
  const edited = ci.run(".ci/review.sh", ["aws"], { BASE_SHA: base });
  expect([edited.code, ci.read("which")]).toEqual([1, "edited"]);
  expect(edited.stderr).toContain("files have changed");
});

test("review.sh takes everything as new where the base has no such stack", () => {
  ci.program("git", 'case "$*" in rev-parse*) echo head;; esac');
  ci.program("npm", "exit 0");
  expect(ci.run(".ci/review.sh", ["new"], { BASE_SHA: "base" }).code).toBe(0);
  const base = `${ci.folder}/artifacts/review/new/base.json`;
  expect(ci.calls("npm")).toEqual([`run --silent review -- --stack new --out artifacts/review/new --base ${base}`]);
  expect(JSON.parse(ci.read("artifacts/review/new/base.json"))).toEqual({ steps: [] });
  expect(ci.calls("git").slice(-2)).toEqual(["checkout --quiet --detach base", "checkout --quiet --detach head"]);
});

test("gate.sh lets through what needs no approval or has one for this very plan", () => {
  const gate = (input = "") => ci.run(".ci/gate.sh", ["aws"], {}, input);
  expect([gate().code, gate().stderr]).toEqual([
    1,
    expect.stringContaining("there is no artifacts/review/aws/review.json"),
  ]);
  reviewed(0);
  expect(gate().code).toBe(0);
  reviewed(1);
  expect(gate(`alice: plan ${plan}\n`).code).toBe(1);
  reviewed(2);
  expect([gate().code, gate("alice: looks good\n").code, gate(`alice: plan ${"b".repeat(32)}\n`).code]).toEqual([
    2, 2, 2,
  ]);
  expect(gate(`bob: hm\nalice: go, plan ${plan}.\n`)).toMatchObject({
    code: 0,
    stdout: `aws: plan ${plan} is approved by alice\n`,
  });
  // The last line may have no end.
  expect(gate(`alice: plan ${plan}`).code).toBe(0);
});

test("deploy.sh applies the named plan and nothing else", () => {
  ci.program("npm", "exit 0");
  for (const wrong of ["", "latest", `${plan} --yes`, plan.toUpperCase()])
    expect(ci.run(".ci/deploy.sh", ["aws", wrong]).code).toBe(1);
  expect(ci.calls("npm")).toEqual([]);
  expect(ci.run(".ci/deploy.sh", ["aws", plan], { WHY: "because" }).code).toBe(0);
  expect(ci.calls("npm")).toEqual([`run --silent up -- --stack aws --approved ${plan} --message because`]);
});

test("drift.sh distinguishes drift from a failure", () => {
  ci.program("npm", 'echo "$SAYS"; exit "$CODE"');
  const drift = (CODE: string, SAYS: string) => ci.run(".ci/drift.sh", ["aws"], { CODE, SAYS }).code;
  expect([
    drift("0", "unchanged"),
    drift("1", "error: no changes were expected but changes occurred"),
    drift("7", "error: no changes were expected for refresh but changes were proposed"),
    drift("1", "no credentials"),
  ]).toEqual([0, 2, 2, 1]);
  expect(ci.read("artifacts/drift/aws.log")).toBe("no credentials\n");
});

test("plan-name.sh prints the plan for the next job", () => {
  reviewed(2);
  expect(ci.run(".ci/plan-name.sh", ["aws"])).toMatchObject({ code: 0, stdout: `plan=${plan}\n` });
});

test("the scripts run only npm scripts that install their packages first, because a runner's checkout has none", () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as Manifest;
  const scripts = readdirSync(join(ci.folder, ".ci")).filter((name) => name.endsWith(".sh"));
  const text = scripts.map((name) => ci.read(`.ci/${name}`)).join("\n");
  const used = [...text.matchAll(/npm run --silent (\S+)/g)].flatMap(([, name = ""]) => [name]);
  expect([...new Set(used)].sort()).toEqual(["preview", "refresh", "review", "up"]);
  for (const name of used) expect(manifest.scripts[name]).toBe(`node packages/cli/berth.js ${name}`);
});

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}
