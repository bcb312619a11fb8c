export interface PolicyModuleInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** Name of the module, [a-z][a-z0-9_]*. */
  readonly moduleName: string;
  /** SELinux CIL. */
  readonly cil: string;
  /** Changes when the host's root disk is recreated: the module is then loaded again. */
  readonly generation: string;
}

export interface PolicyModuleOutputs {
  /** Hex SHA-256 of the CIL. Types of services that have left stay loaded until it changes again. */
  readonly digest: string;
}

export interface PublicPortsInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** What the firewall lets in, "80" and "53/udp"; SSH always is. */
  readonly ports: readonly string[];
  /** Changes when the host's root disk is recreated: the ports are then opened again. */
  readonly generation: string;
}

export interface PublicPortsOutputs {
  /** `ports` again, once they are open. */
  readonly opened: readonly string[];
}

export interface DiskRoomInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's login user. */
  readonly host: string;
  /** Names of the images that the host is to have; another one is checked before it comes. */
  readonly images: readonly string[];
  /** Changes when the host's root disk is recreated: the room is then checked again. */
  readonly generation: string;
}

export interface DiskRoomOutputs {
  /** `images` again, known once there is room for them. */
  readonly fitting: readonly string[];
}

export interface PulledImageInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** Which credential helper the host uses, with its own instance role or managed identity. */
  readonly registry: "ecr" | "acr";
  /** "registry/repository@sha256:…"; a change replaces the resource. */
  readonly image: string;
  /** Changes when the host's root disk is recreated: the image is then pulled again. */
  readonly generation: string;
}

export interface PulledImageOutputs {
  /** `image` again, known only once the host has it. */
  readonly reference: string;
}

/** What an image that is built on this computer is made from. */
export interface ImageBuildInputs {
  /** Relative to where the program runs, or absolute. */
  readonly context: string;
  /** Relative to where the program runs, or absolute. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  /** "linux/amd64". */
  readonly platform: string;
  /** Archive of the image that the machine's own image brings for Dockerfiles to start from. */
  readonly baseArchive?: string;
}

export interface BuiltImageInputs {
  /** "project/service:tag"; its tag stands for the content, and a change replaces the resource. */
  readonly image: string;
  readonly build: ImageBuildInputs;
}

export interface BuiltImageOutputs {
  /** `image` again. */
  readonly reference: string;
}

export interface SentImageInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's login user, who may talk to Docker. */
  readonly host: string;
  /** "project/service:tag"; its tag stands for the content, and a change replaces the resource. */
  readonly image: string;
  /** What it is built from here; or `archive` is given. */
  readonly build?: ImageBuildInputs;
  /** Path of an archive of `docker save` or an OCI layout, relative to where the program runs, or absolute. */
  readonly archive?: string;
  /** Changes when the host's root disk is recreated: the image is then sent again, if it is not there. */
  readonly generation: string;
}

export interface SentImageOutputs {
  /** `image` again, known only once the host has it. */
  readonly reference: string;
}

export interface ClaimInputs {
  /** What not everyone can have at once: a volume, a port of the host. */
  readonly thing: string;
  /** Names of those that have it now, sorted. */
  readonly holders: readonly string[];
  /** Network → its subnet: one that overlaps another network's of until now is handed over too. Default: none. */
  readonly subnets?: Readonly<Record<string, string>>;
}

export interface ClaimOutputs {
  /** `thing` again: what has the thing depends on it. */
  readonly claimed: string;
}

export interface ContainerOutcomeInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's login user, who may talk to Docker. */
  readonly host: string;
  /** Name of the container. */
  readonly container: string;
  /** The id of the container; a change waits again. */
  readonly containerId: string;
  /** "up": healthy by its check, or without one running for steadySeconds without a restart and accepting on a port, or ended well. "completed": ended well. */
  readonly wanted: "up" | "completed";
  readonly steadySeconds: number;
  /** TCP ports of the container; one that is up without a check accepts connections on one of them at least. Absent: it has none. */
  readonly ports?: readonly number[];
  readonly limitSeconds: number;
}

export interface ContainerOutcomeOutputs {
  /** What it was: healthy, running or completed. */
  readonly outcome: string;
}

export interface IngressRoutesInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's login user, who may talk to Docker. */
  readonly host: string;
  /** Name of the ingress' container. */
  readonly container: string;
  /** The id of the container; a change applies the routes again. */
  readonly containerId: string;
  /** The part of a Caddyfile with the routes. */
  readonly routes: string;
}

export interface IngressRoutesOutputs {
  /** Hex SHA-256 of the routes that are applied. */
  readonly digest: string;
}

/** Of a service on one host. */
interface ReleasesOfService {
  readonly sshConfig: string;
  /** ssh alias of the host's login user, who may talk to Docker. */
  readonly host: string;
  readonly service: string;
  /** "berth.invalid/project/service": the host has each kept release under this name, and no registry can have it. */
  readonly repository: string;
  /** 12 hex digits that stand for the content of its image. */
  readonly release: string;
  /** Changes when the host's root disk is recreated. */
  readonly generation: string;
}

export type KeptImageInputs = ReleasesOfService;

export interface KeptImageOutputs {
  /** "sha256:…", the id of the release's image on the host. */
  readonly imageId: string;
}

export interface ReleaseHistoryInputs extends ReleasesOfService {
  /** What the service's containers run, a name or an id. */
  readonly image: string;
  /** "project/service" of images that are built for the service alone: those of releases that are not kept are removed. Default: none. */
  readonly builtAs?: string;
  /** Whether the configuration pins the service to the release. */
  readonly isPinned: boolean;
  /** How many releases the host keeps, the running one among them. */
  readonly keep: number;
  /** What the image is made from, relative to where the program runs: its commits are what changed. Default: the whole project. */
  readonly context?: string;
}

/** A release of a service, and what it was deployed from as far as Git of this computer knows. */
export interface ReleaseRecord {
  readonly release: string;
  /** ISO 8601. */
  readonly at: string;
  readonly commit?: string;
  /** The files differed from the commit. */
  readonly isDirty?: boolean;
  readonly user?: string;
  /** The newest commits since the release before it, "4be2f1c subject". */
  readonly changes?: readonly string[];
}

export interface ReleaseHistoryOutputs {
  /** Those that the host has, the newest first. */
  readonly releases: readonly ReleaseRecord[];
  /** The last ones that it no longer has, the newest first. */
  readonly removed: readonly ReleaseRecord[];
}

export interface RegistryAuthorityInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** Changes when the host's root disk is recreated: the certificates are then written again. */
  readonly generation: string;
  /** Host of the registry, with its port where references have one. */
  readonly registry: string;
  /** Of the authority, in PEM. */
  readonly certificates: string;
}

export interface RegistryAuthorityOutputs {
  /** Hex SHA-256 of the certificates that the host has. */
  readonly digest: string;
}

export interface PackagesInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** Changes when the host's root disk is recreated: the packages are then installed again. */
  readonly generation: string;
  readonly service: string;
  /** The user that it runs as; made before the packages are installed. */
  readonly account: { readonly name: string; readonly uid: number; readonly gid: number };
  /** Units that these packages install are masked. */
  readonly packages: readonly string[];
  /** Absolute path → text of settings that are there before the packages are installed. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface PackagesOutputs {
  readonly installed: readonly string[];
}

export interface UnitInputs {
  readonly sshConfig: string;
  /** ssh alias of the host's administrator. */
  readonly host: string;
  /** Changes when the host's root disk is recreated: the release is then sent again. */
  readonly generation: string;
  /** The unit is berth-<service>.service, its releases are below /opt/berth/<service>. */
  readonly service: string;
  /** Numbers of the user that it runs as. */
  readonly owner: { readonly uid: number; readonly gid: number };
  /** Absolute path, as the service sees it → absolute path of the file on this computer. */
  readonly files: Readonly<Record<string, string>>;
  /** What esbuild makes of `entry`, a path on this computer. */
  readonly bundle?: { readonly entry: string; readonly to: string; readonly external: readonly string[] };
  /** Hex SHA-256 of everything that files and bundle are made of; a change makes a new release. */
  readonly content: string;
  /** The release's own files: unit, hosts, firewall (nftables rules), healthcheck (a program). */
  readonly texts: Readonly<Record<string, string>>;
  /** Folders that the unit mounts something on. */
  readonly mountPoints: readonly string[];
  /** Folders of the service's data, made for its user and never removed. */
  readonly volumes: readonly string[];
  /** Name → text; each is a systemd credential, encrypted where it lies. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly health: { readonly limitSeconds: number; readonly everySeconds: number };
}

export interface UnitOutputs {
  /** Name of the release that runs: a hash of all that is in it. */
  readonly release: string;
}
