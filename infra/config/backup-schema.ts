import { integer, map, type Rule, text } from "./config-rules";

/** What the configuration has about backups. */
export interface BackupKeys {
  /** Where hosts back up to, as restic names it; "": nowhere. */
  readonly backupRepository: string;
  /** systemd's OnCalendar, in UTC. */
  readonly backupSchedule: string;
  /** How many of the last days keep a snapshot. */
  readonly backupKeepDaily: number;
  readonly backupKeepWeekly: number;
  readonly backupKeepMonthly: number;
  /** Encrypts the repository; there with `backupRepository`, and secure. */
  readonly backupPassword: string;
  /** Credentials of the repository's storage, as restic reads them; secure. */
  readonly backupEnvironment: Readonly<Record<string, string>>;
}

/** The rules and defaults of these keys. No repository has credentials in it. */
export const backupSchema: { readonly [K in keyof BackupKeys]: Rule<BackupKeys[K]> } = {
  backupRepository: text(
    "",
    /^$|^(s3:[\w.:/-]{1,500}|azure:[\w-]{1,63}:[\w./-]{1,300}|\/[\w./-]{1,300})$/,
    'empty, "s3:https://HOST/BUCKET/FOLDER", "azure:CONTAINER:/FOLDER" or the path of a folder of each host',
  ),
  backupSchedule: text(
    "*-*-* 03:00:00",
    /^[\w*.,/~: -]{1,100}$/,
    "a calendar event of systemd, such as *-*-* 03:00:00",
  ),
  backupKeepDaily: integer(1, 999, 7),
  backupKeepWeekly: integer(0, 999, 4),
  backupKeepMonthly: integer(0, 999, 6),
  backupPassword: text("", /^$|^[^\0\n]{16,1000}$/, "a text of 16 characters or more, in one line"),
  backupEnvironment: map(/^[A-Z][A-Z0-9_]*$/, "a map from names of environment variables, in capitals, to texts"),
};
