/**
 * What runs on a host, complete: every default is filled in, every rule has been checked. Plain data. An optional field that
 * is left out means that the file does not have it; then the sample application's containers stay as they are.
 */
export interface ComposeModel {
  /** Of all images and labels: [a-z][a-z0-9-]*. */
  readonly name: string;
  /** In the order of their dependencies. */
  readonly services: readonly ServiceModel[];
  readonly networks: readonly NetworkModel[];
  /** Names of the volumes that outlive containers; those without a name in the file have one that is made of their service and path. */
  readonly volumes: readonly string[];
  /** Volume whose files are backed up → what its containers do meanwhile; left out: there is none. */
  readonly volumeBackups?: Readonly<Record<string, "running" | "paused">>;
  readonly secrets: readonly SecretModel[];
  /** Texts and files that services mount from `configs:`. */
  readonly configs?: readonly ConfigModel[];
  /** Folders of the data disk that stand for host paths; kept as volumes are. */
  readonly folders?: readonly FolderModel[];
  /** What is taken with a difference, a line each for the preview: `file:line: path: what differs`. */
  readonly notices?: readonly string[];
}

export interface ServiceModel {
  readonly name: string;
  /** Numbers of the hosts that it runs on, from 1, ascending. */
  readonly hosts: readonly number[];
  /** What its image is built from; a service without it has `image`. */
  readonly build?: BuildModel;
  /** Comes from a registry; there only without `build` and `archive`. */
  readonly image?: ImageModel;
  /** Archive with its image, relative to the project's folder; there only without `build` and `image`. */
  readonly archive?: string;
  /** Instead of the image's own; []: none. */
  readonly entrypoint?: readonly string[];
  /** Instead of the image's own; []: none. */
  readonly command?: readonly string[];
  readonly workingDir?: string;
  /** "uid:gid", "uid" or names of the image; left out: the image's own. */
  readonly user?: string;
  /** Numbers or names of further groups. */
  readonly groups?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Beside `environment`: the variables with values of secure variables in them. */
  readonly secureEnvironment?: Readonly<Record<string, SecureText>>;
  /** Names; each is the file /run/secrets/<name>, unless `secretMounts` has it. */
  readonly secrets: readonly string[];
  /** Secret → where and how it is mounted, of those that differ from /run/secrets/<name>, root:root and the usual mode. */
  readonly secretMounts?: Readonly<Record<string, FileAttributes>>;
  /** Of `configs`, mounted read-only. */
  readonly configMounts?: readonly ConfigMountModel[];
  /** Files and folders of the project, mounted read-only. */
  readonly files?: readonly FileMountModel[];
  /** Folders of the data disk. */
  readonly folderMounts?: readonly FolderMountModel[];
  /** Empty: no network at all. */
  readonly networks: readonly string[];
  /** Network → names of the service in it beside its own. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Network → fixed IPv4 address in it. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Service whose network it shares instead of having one of its own; `networks` is empty then. */
  readonly networkOf?: string;
  readonly ports: readonly PortModel[];
  /** Host names and paths that the ingress of its hosts leads to it. */
  readonly routes?: readonly RouteModel[];
  /** Commands in its container: what the first prints is a backup, which the second reads from its stdin. */
  readonly backup?: { readonly command: readonly string[]; readonly restore: readonly string[] };
  readonly volumes: readonly VolumeMountModel[];
  readonly tmpfs: readonly TmpfsModel[];
  /** Services that must be ready first: healthy, unless `dependencyConditions` has another condition. */
  readonly dependsOn: readonly string[];
  /** Service that it depends on → "started": runs; "completed": has ended with exit code 0. */
  readonly dependencyConditions?: Readonly<Record<string, "started" | "completed">>;
  /** Left out: the image's own check, if it has one. */
  readonly healthcheck?: HealthcheckModel;
  /** Left out: the image's own. */
  readonly stopSignal?: string;
  readonly stopGraceSeconds: number;
  readonly memoryMiB: number;
  readonly shmMiB: number;
  readonly cpus: number;
  readonly pids: number;
  /** All that it has, without "CAP_"; every other one is dropped. */
  readonly capabilities: readonly string[];
  /** Left out: the root file system is read-only. */
  readonly writableRoot?: true;
  /** Left out: "unless-stopped". The others are jobs: they run to their end, again when they change. */
  readonly restart?: "no" | "on-failure";
  /** How often "on-failure" starts it again; left out: without a limit. */
  readonly restartRetries?: number;
  /** Containers on each host; left out: one. */
  readonly replicas?: number;
  /** Whether Docker's small init is process 1; left out: the program itself. */
  readonly init?: true;
  /** Left out: the service's name. */
  readonly hostname?: string;
  /** Host name → addresses ("host-gateway": the host's). */
  readonly extraHosts?: Readonly<Record<string, readonly string[]>>;
  readonly dns?: readonly string[];
  readonly ulimits?: Readonly<Record<string, { readonly soft: number; readonly hard: number }>>;
  /** Of the container's own network and IPC namespaces. */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** Beside those that Berth sets. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly tty?: true;
  readonly stdinOpen?: true;
  /** How it runs without Docker; there whenever the stack runs so. */
  readonly systemd?: SystemdModel;
}

/** A text in parts: plain ones, and the names of secure variables, whose values no model has. */
export type SecureText = readonly (string | { readonly variable: string })[];

/** An image of a registry. */
export interface ImageModel {
  /** As the file has it: "postgres:17", "ghcr.io/a/b@sha256:…". */
  readonly reference: string;
  /** Such as "linux/amd64"; left out: the host's. */
  readonly platform?: string;
  /** Left out: once. "always": each `up` looks for a newer one of the same tag. */
  readonly pull?: "always";
}

/** Where a small file is mounted, and whose it is. */
export interface FileAttributes {
  /** Absolute path. */
  readonly target: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: number;
}

export interface ConfigModel {
  readonly name: string;
  /** Text of the file, or `file` is there. */
  readonly content?: string;
  /** Relative to the project's folder. */
  readonly file?: string;
}

export interface ConfigMountModel extends FileAttributes {
  readonly config: string;
}

/** A file or folder of the project that goes to the host, content-addressed. */
export interface FileMountModel {
  /** Relative to the project's folder. */
  readonly source: string;
  readonly target: string;
}

export interface FolderModel {
  /** Of the folder on the data disk: [a-z0-9][a-z0-9-]*. */
  readonly name: string;
  /** The host path that it stands for, as the file has it. */
  readonly path: string;
}

export interface FolderMountModel {
  readonly folder: string;
  readonly target: string;
  readonly readOnly: boolean;
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
  /** Folder, relative to the project's folder. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  /** Text of the Dockerfile instead of a file. */
  readonly dockerfileInline?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  /** Name → folder relative to the project's folder, "docker-image://…", or an address. */
  readonly additionalContexts?: Readonly<Record<string, string>>;
  /** Names of the file's secrets that RUN --mount=type=secret sees. */
  readonly secrets?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface PortModel {
  readonly host: number;
  readonly container: number;
  /** Left out: tcp. */
  readonly protocol?: "udp";
  /** Loopback address of the host: it is open to the host itself alone; left out: on every address, to the world. */
  readonly hostIp?: string;
  /** Number of the one container of several that it leads to, from 1; left out: the service has one container. */
  readonly replica?: number;
  /** Berth has chosen the host's port, the file leaves it open. */
  readonly chosen?: true;
}

export interface RouteModel {
  /** In small letters. */
  readonly host: string;
  /** "/" or without a / at its end; what is below it belongs to it. */
  readonly path: string;
  /** Of the container. */
  readonly port: number;
  /** Path of a page that answers 200 while a container can take requests; left out: containers are not queried. */
  readonly health?: string;
}

export interface VolumeMountModel {
  readonly volume: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Folder of the volume that is mounted, instead of all of it. */
  readonly subpath?: string;
  /** Without the image's own files in a new volume. */
  readonly noCopy?: true;
}

export interface TmpfsModel {
  readonly target: string;
  /** Mount options besides those that every tmpfs has. */
  readonly options: readonly string[];
}

export interface HealthcheckModel {
  /** As Docker takes it: ["CMD", …], ["CMD-SHELL", …], or ["NONE"] for no check. */
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
  /** Of fixed addresses; left out: the host chooses one. */
  readonly subnet?: string;
}

export interface SecretModel {
  readonly name: string;
  /** Characters of the password that the program makes; a secret without it has `file` or `text`. */
  readonly length?: number;
  /** Its text is in a file of this computer, relative to the project's folder or absolute. */
  readonly file?: string;
  /** Its text comes from variables. */
  readonly text?: SecureText;
}
