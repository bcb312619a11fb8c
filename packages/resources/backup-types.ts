/** A service that is backed up by its own commands, or a volume whose files are copied. */
interface BackupTarget {
  readonly kind: "service" | "volume";
  readonly name: string;
  /** Of a service: what it prints is the backup. */
  readonly command?: readonly string[];
  /** Of a service: reads the backup from its stdin. */
  readonly restore?: readonly string[];
  /** Of a volume: Docker's name of it. */
  readonly volume?: string;
  /** Of a volume: its containers are paused while it is copied. */
  readonly paused?: boolean;
}

export interface BackupPlanInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** Changes when the host's root disk is recreated: the plan is then put there again. */
  readonly generation: string;
  /** What the repository calls the host, the same for a machine that replaces it. */
  readonly repositoryHost: string;
  /** As restic writes it: "s3:https://…/bucket/folder", "azure:container:/folder" or the path of a folder. */
  readonly repository: string;
  /** systemd's OnCalendar. */
  readonly schedule: string;
  /** How many days, weeks and months keep a snapshot of each target. */
  readonly keep: { readonly daily: number; readonly weekly: number; readonly monthly: number };
  readonly targets: readonly BackupTarget[];
  /** Of the repository, a secret. */
  readonly password: string;
  /** Environment variables with the credentials of the repository's storage, secrets. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface BackupPlanOutputs {
  /** Hex SHA-256 of the plan and its program, without the secrets. */
  readonly digest: string;
}
