/** Values that each of the keys about backups refuses. */
export const wrongBackupKeys = {
  backupRepository: ["s3:", "bucket", "sftp:host:/x", "/a b", "azure:container", "s3:https://key:secret@host/bucket"],
  backupSchedule: ["", "daily\nUser=x", "$(id)"],
  backupKeepDaily: ["0", "1000"],
  backupKeepWeekly: ["-1", "1000"],
  backupKeepMonthly: ["-1", "some"],
  backupPassword: ["too short", "two lines of a\npassword that is long"],
  backupEnvironment: ["A=1", '{"lower":"x"}', '{"A B":"x"}', '{"A":["x"]}'],
};
