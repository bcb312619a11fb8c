import { backupOutcomes, describeBackups } from "../../../packages/cli/backup-outcomes";

const at = Date.UTC(2026, 10, 2, 3);
const printed = (rows: unknown) => `denials 0\nbackups ${JSON.stringify(rows)}\n`;

test("what a host prints of its backups becomes an age and the cause of the last failure", () => {
  const outcomes = backupOutcomes(
    printed([
      { target: "service:db", good: at / 1000, snapshot: "0123abcd" },
      { target: "volume:files", good: at / 1000, failed: at / 1000 + 60, cause: "restic backup: no space left" },
      { target: "volume:media" },
    ]),
  );
  expect(outcomes).toEqual([
    { target: "service:db", good: "2026-11-02T03:00:00.000Z" },
    { target: "volume:files", good: "2026-11-02T03:00:00.000Z", failure: "restic backup: no space left" },
    { target: "volume:media" },
  ]);
  expect(describeBackups(outcomes ?? [], at + 5 * 3_600_000)).toEqual([
    "service:db: last good backup 5 h ago",
    "volume:files: last good backup 5 h ago, the last one failed: restic backup: no space left",
    "volume:media: no backup yet",
  ]);
});

test.each([
  [0, "0 min"],
  [90, "90 min"],
  [600, "10 h"],
  [4 * 24 * 60, "4 days"],
])("%i minutes are an age of %s", (minutes, age) => {
  const outcomes = [{ target: "service:db", good: new Date(at).toISOString() }];
  expect(describeBackups(outcomes, at + minutes * 60_000)).toEqual([`service:db: last good backup ${age} ago`]);
});

test("a host that backs nothing up has no outcomes, and another form is an error", () => {
  expect(backupOutcomes("denials 0\n")).toBeUndefined();
  expect(() => backupOutcomes(printed([{ target: 1 }]))).toThrow("the backups of a host");
});
