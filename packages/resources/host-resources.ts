import * as pulumi from "@pulumi/pulumi";

/** What Berth's own provider makes inside of a host, over SSH; resources.ts has the rest of the package. */
export interface PolicyModuleArgs {
  sshConfig: pulumi.Input<string>;
  /** ssh alias of the host's administrator. */
  host: pulumi.Input<string>;
  /** Name of the module, [a-z][a-z0-9_]*. */
  moduleName: pulumi.Input<string>;
  /** SELinux CIL. */
  cil: pulumi.Input<string>;
  /** Of the host: another machine has another policy, and the module is loaded into it. */
  generation: pulumi.Input<string>;
}

/** An SELinux policy module loaded on a host; changed in place, removed on delete. */
export class PolicyModule extends pulumi.CustomResource {
  /** Hex SHA-256 of the CIL that is loaded. */
  declare readonly digest: pulumi.Output<string>;

  constructor(name: string, args: PolicyModuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PolicyModule", name, { ...args, digest: undefined }, opts);
  }
}

export interface PulledImageArgs {
  sshConfig: pulumi.Input<string>;
  /** ssh alias of the host's administrator. */
  host: pulumi.Input<string>;
  /** Whose credential helper the host uses; the credentials are those of its instance role or identity. */
  registry: pulumi.Input<"ecr" | "acr">;
  /** "registry/repository@sha256:…"; another one is another resource. */
  image: pulumi.Input<string>;
  /** Of the host: another machine has no images. */
  generation: pulumi.Input<string>;
}

/** An image that a host has pulled from a cloud's registry, as who it is; no token is in inputs, outputs or state. */
export class PulledImage extends pulumi.CustomResource {
  /** `image` again, known only once the host has it. */
  declare readonly reference: pulumi.Output<string>;

  constructor(name: string, args: PulledImageArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PulledImage", name, { ...args, reference: undefined }, opts);
  }
}

export interface ContainerOutcomeArgs {
  sshConfig: pulumi.Input<string>;
  /** ssh alias of the host's login user, who may talk to Docker. */
  host: pulumi.Input<string>;
  /** Name of the container. */
  container: pulumi.Input<string>;
  /** Of the container: another one is waited for again. */
  containerId: pulumi.Input<string>;
  /** "up": healthy by its check, or without one running for steadySeconds without a restart, or ended well. "completed": ended well. */
  wanted: pulumi.Input<"up" | "completed">;
  steadySeconds: pulumi.Input<number>;
  limitSeconds: pulumi.Input<number>;
}

/** That a container got as far as is wanted. One that never ran, or whose last run failed, is started for it. */
export class ContainerOutcome extends pulumi.CustomResource {
  /** What it was: healthy, running or completed. */
  declare readonly outcome: pulumi.Output<string>;

  constructor(name: string, args: ContainerOutcomeArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:ContainerOutcome", name, { ...args, outcome: undefined }, opts);
  }
}

export interface PackagesArgs {
  sshConfig: pulumi.Input<string>;
  /** ssh alias of the host's administrator. */
  host: pulumi.Input<string>;
  /** Of the host: another machine has none, and they are installed there. */
  generation: pulumi.Input<string>;
  service: pulumi.Input<string>;
  /** The user that it runs as; made before the packages are installed. */
  account: pulumi.Input<{ name: string; uid: number; gid: number }>;
  /** What they bring of units is masked. */
  packages: pulumi.Input<string[]>;
  /** Absolute path → text of settings that are there before the packages are installed. */
  settings: pulumi.Input<Record<string, string>>;
}

/** The Debian packages that a service needs on its host. They stay when this is deleted: the host goes with its service. */
export class Packages extends pulumi.CustomResource {
  declare readonly installed: pulumi.Output<string[]>;

  constructor(name: string, args: PackagesArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Packages", name, { ...args, installed: undefined }, opts);
  }
}

export interface UnitArgs {
  sshConfig: pulumi.Input<string>;
  /** ssh alias of the host's administrator. */
  host: pulumi.Input<string>;
  /** Of the host: another machine has no releases, and the unit is made there. */
  generation: pulumi.Input<string>;
  /** The unit is berth-<service>.service, its releases are below /opt/berth/<service>. */
  service: pulumi.Input<string>;
  /** Numbers of the user that it runs as. */
  owner: pulumi.Input<{ uid: number; gid: number }>;
  /** Absolute path, as the service sees it → absolute path of the file on this computer. */
  files: pulumi.Input<Record<string, string>>;
  /** What esbuild makes of `entry`, a path on this computer. */
  bundle?: pulumi.Input<{ entry: string; to: string; external: string[] }>;
  /** Hex SHA-256 of all that files and bundle are made of: another one is another release. */
  content: pulumi.Input<string>;
  /** The release's own files: unit, hosts, firewall (nftables rules), healthcheck (a program). */
  texts: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Folders that the unit mounts something on. */
  mountPoints: pulumi.Input<string[]>;
  /** Folders of the service's data, made for its user and never removed. */
  volumes: pulumi.Input<string[]>;
  /** Name → text; each is a systemd credential, encrypted where it lies. */
  secrets: pulumi.Input<Record<string, pulumi.Input<string>>>;
  health: pulumi.Input<{ limitSeconds: number; everySeconds: number }>;
}

/**
 * A service as a systemd unit on a host. An update switches to the new release, waits until that is healthy, and goes back
 * to the earlier one when it is not. Data stays when the unit is deleted.
 */
export class Unit extends pulumi.CustomResource {
  /** Name of the release that runs: a hash of all that is in it. */
  declare readonly release: pulumi.Output<string>;

  constructor(name: string, args: UnitArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Unit", name, { ...args, release: undefined }, opts);
  }
}
