/** What runs on a host, complete: every default is filled in, every rule has been checked. Plain data. */
export interface ComposeModel {
  /** Of all images and labels: [a-z][a-z0-9-]*. */
  readonly name: string;
  /** In the order of their dependencies. */
  readonly services: readonly ServiceModel[];
  readonly networks: readonly NetworkModel[];
  /** Names of the volumes that outlive containers. */
  readonly volumes: readonly string[];
  readonly secrets: readonly SecretModel[];
}

export interface ServiceModel {
  readonly name: string;
  /** Numbers of the hosts that it runs on, from 1, ascending. */
  readonly hosts: readonly number[];
  readonly build: BuildModel;
  /** Instead of the image's own. */
  readonly command?: readonly string[];
  /** "uid:gid", numbers. */
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Names; each is the file /run/secrets/<name>. */
  readonly secrets: readonly string[];
  readonly networks: readonly string[];
  readonly ports: readonly PortModel[];
  readonly volumes: readonly VolumeMountModel[];
  readonly tmpfs: readonly TmpfsModel[];
  /** Services that must be healthy first. */
  readonly dependsOn: readonly string[];
  readonly healthcheck: HealthcheckModel;
  readonly stopSignal: string;
  readonly stopGraceSeconds: number;
  readonly memoryMiB: number;
  readonly shmMiB: number;
  readonly cpus: number;
  readonly pids: number;
  /** Capabilities beyond none, without "CAP_". */
  readonly capabilities: readonly string[];
  /** How it runs without Docker; there whenever the stack runs so. */
  readonly systemd?: SystemdModel;
}

/** What a service needs on a machine of its own beyond what Compose says. */
export interface SystemdModel {
  /** Debian packages. */
  readonly packages: readonly string[];
  /** Absolute path → text of settings that are there before the packages are installed. */
  readonly settings: Readonly<Record<string, string>>;
  /** Name of the service's user. */
  readonly account: string;
  /** What esbuild makes of a program of the build context. */
  readonly bundle?: BundleModel;
  /** Absolute path, as the service sees it → file or folder of the build context. */
  readonly files: Readonly<Record<string, string>>;
  /** What an image would set, beside the service's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** argv; the program's path is absolute. */
  readonly command: readonly string[];
  /** Whether it makes code while it runs. */
  readonly jit: boolean;
}

export interface BundleModel {
  /** Of the build context. */
  readonly entry: string;
  /** Absolute path, as the service sees it. */
  readonly to: string;
  /** npm packages that are left out. */
  readonly external: readonly string[];
}

export interface BuildModel {
  /** Folder, relative to the compose file. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
}

export interface PortModel {
  readonly host: number;
  readonly container: number;
}

export interface VolumeMountModel {
  readonly volume: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface TmpfsModel {
  readonly target: string;
  /** Mount options besides those that every tmpfs has. */
  readonly options: readonly string[];
}

export interface HealthcheckModel {
  /** As Docker takes it: ["CMD", …] or ["CMD-SHELL", …]. */
  readonly test: readonly string[];
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly startPeriodMs: number;
  readonly startIntervalMs: number;
  readonly retries: number;
}

export interface NetworkModel {
  readonly name: string;
  /** Without a way out of the host. */
  readonly internal: boolean;
}

export interface SecretModel {
  readonly name: string;
  /** Characters of the password that the program makes. */
  readonly length: number;
}
