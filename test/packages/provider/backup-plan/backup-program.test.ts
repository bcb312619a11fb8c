import { readdirSync } from "node:fs";
import { join } from "node:path";
import { backupDigest, backupFiles, backupInput } from "../../../../packages/provider/backup-plan/backup-program";

const inputs = {
  ...{ sshConfig: "/s/ssh_config", host: "web-admin", generation: "root-1", repositoryHost: "web" },
  ...{ repository: "s3:https://s3.example.org/backups", schedule: "*-*-* 04:00:00" },
  keep: { daily: 7, weekly: 4, monthly: 6 },
  targets: [{ kind: "volume" as const, name: "files", volume: "shop-dev-files", paused: false }],
  ...{ password: "a-password-of-a-test", environment: { AWS_SECRET_ACCESS_KEY: "a-key-of-a-test" } },
};

test("the timer and the plan are what the stack has, and the plan has no secret", () => {
  const files = backupFiles(inputs);
  expect(files["berth-backup.timer"]).toBe(`[Unit]
Description=Scheduled backup of databases and volumes

[Timer]
OnCalendar=*-*-* 04:00:00
RandomizedDelaySec=5m
Persistent=true

[Install]
WantedBy=timers.target
`);
  expect(JSON.parse(files["plan.json"] ?? "")).toEqual({
    host: "web",
    repository: "s3:https://s3.example.org/backups",
    keep: { daily: 7, weekly: 4, monthly: 6 },
    targets: [{ kind: "volume", name: "files", volume: "shop-dev-files", paused: false }],
  });
  expect(JSON.stringify(files)).not.toMatch(/of-a-test/);
});

test("every module of the program is sent", () => {
  const folder = join(__dirname, "../../../../packages/provider/backup-plan");
  const modules = readdirSync(folder).filter((name) => /\.(py|service)$|^berth-backup$/.test(name));
  expect(Object.keys(backupFiles(inputs)).sort()).toEqual([...modules, "berth-backup.timer", "plan.json"].sort());
});

test("the host reads a line for each file, and one with the secrets", () => {
  const lines = backupInput(inputs).trimEnd().split("\n");
  const read = Object.fromEntries(
    lines.map((line) => {
      const [name = "", text = ""] = line.split(" ");
      return [name, Buffer.from(text, "base64").toString("utf8")];
    }),
  );
  expect(read).toEqual({
    ...backupFiles(inputs),
    digest: backupDigest(inputs),
    secrets: '{"AWS_SECRET_ACCESS_KEY":"a-key-of-a-test","RESTIC_PASSWORD":"a-password-of-a-test"}',
  });
});

test("the digest follows the plan and gives nothing of a secret away", () => {
  expect(backupDigest({ ...inputs, schedule: "daily" })).not.toBe(backupDigest(inputs));
  expect(backupDigest({ ...inputs, password: "another-password", environment: {} })).toBe(backupDigest(inputs));
});
