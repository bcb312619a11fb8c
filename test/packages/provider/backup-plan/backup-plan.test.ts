import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backupPlan } from "../../../../packages/provider/backup-plan/backup-plan";
import { faultsOf } from "../../../../packages/provider/fields";

const folder = join(__dirname, "../../../../packages/provider/backup-plan");
const scripts = ["lay-backup.sh", "remove-backup.sh"];

const inputs = {
  ...{ sshConfig: "/s/ssh_config", host: "web-admin", generation: "root-1", repositoryHost: "web" },
  ...{ repository: "/backups", schedule: "daily", keep: { daily: 7, weekly: 4, monthly: 0 } },
  targets: [{ kind: "service", name: "db", command: ["dump"], restore: ["load"] }],
  ...{ password: "a-password-of-a-test", environment: { KEY: "a-key-of-a-test" } },
};

test.each(scripts)("shellcheck finds nothing in %s, which can be one word in single quotes", (name) => {
  const path = join(folder, name);
  expect(spawnSync("shellcheck", [path], { encoding: "utf8" }).stdout).toBe("");
  expect(readFileSync(path, "utf8")).not.toContain("'");
});

test("takes a whole plan, and its faults quote no secret", () => {
  expect(faultsOf(backupPlan.fields, inputs)).toEqual([]);
  const faults = faultsOf(backupPlan.fields, { ...inputs, schedule: "daily\nUser=x", environment: { "a b": "a-key" } });
  expect(faults.map(({ property }) => property)).toEqual(["schedule", 'environment["a b"]']);
  expect(JSON.stringify(faults)).not.toContain("a-key");
});

test("the host's program backs up the others when one fails, keeps the cause, and resumes what a killed run has paused", () => {
  execFileSync("python3", ["-BS", join(__dirname, "program.py"), folder], { encoding: "utf8", timeout: 30_000 });
});
