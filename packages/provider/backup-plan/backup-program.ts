import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BackupPlanInputs } from "@berth/resources/backup-types";

const names = [
  "berth-backup",
  "berth-backup.service",
  "docker.py",
  "failure.py",
  "host_lock.py",
  "outcomes.py",
  "plan.py",
  "progress.py",
  "restic.py",
  "run_backup.py",
  "run_restore.py",
  "snapshots.py",
  "waiting.py",
];

/** The files of a host's backup without its secrets, name → content: the program, its units and the plan. */
export function backupFiles(inputs: BackupPlanInputs): Readonly<Record<string, string>> {
  const program = Object.fromEntries(names.map((name) => [name, readFileSync(join(__dirname, name), "utf8")]));
  return { ...program, "berth-backup.timer": timerText(inputs.schedule), "plan.json": planText(inputs) };
}

/** Hex SHA-256 of the files; nothing of a secret is in it. */
export function backupDigest(inputs: BackupPlanInputs): string {
  return createHash("sha256")
    .update(JSON.stringify(backupFiles(inputs)))
    .digest("hex");
}

/** What lay-backup.sh reads. The secrets are a file of it: they travel on stdin alone. */
export function backupInput(inputs: BackupPlanInputs): string {
  const secrets = JSON.stringify({ ...inputs.environment, RESTIC_PASSWORD: inputs.password });
  return Object.entries({ ...backupFiles(inputs), digest: backupDigest(inputs), secrets })
    .map(([name, text]) => `${name} ${Buffer.from(text).toString("base64")}\n`)
    .join("");
}

/** A machine that was off at the time makes the backup up for it after its next boot. */
function timerText(schedule: string): string {
  return `[Unit]
Description=Scheduled backup of databases and volumes

[Timer]
OnCalendar=${schedule}
RandomizedDelaySec=5m
Persistent=true

[Install]
WantedBy=timers.target
`;
}

function planText({ repositoryHost, repository, keep, targets }: BackupPlanInputs): string {
  return `${JSON.stringify({ host: repositoryHost, repository, keep, targets }, undefined, 2)}\n`;
}
