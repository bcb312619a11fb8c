import type * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../compose/service-model";
import type { BuildsHere } from "../host/builds-here";
import type { Host } from "../host/host";
import type { ImageRegistry } from "../host/image-registry";
import type { ImagePlatform } from "./image-platform";
import type { SecureVariables } from "./resolved-text";

/** Credentials for a registry. */
export interface RegistryLogin {
  readonly address: string;
  readonly username: string;
  readonly password: pulumi.Output<string>;
}

/** The releases of services. */
export interface Releases {
  /** How many of each service a host keeps, the running one among them. */
  readonly keep: number;
  /** Service → the kept release that it runs, instead of what this checkout has. */
  readonly pins: Readonly<Record<string, string>>;
}

/** Where hosts back up to, and when. */
export interface BackupSettings {
  /** As restic names it. */
  readonly repository: string;
  /** systemd's OnCalendar. */
  readonly schedule: string;
  /** How many days, weeks and months keep a snapshot of each service and volume. */
  readonly keep: { readonly daily: number; readonly weekly: number; readonly monthly: number };
  /** Secret. */
  readonly password: pulumi.Output<string>;
  /** Secret: the credentials of the repository's storage. */
  readonly environment: pulumi.Output<Readonly<Record<string, string>>>;
}

/** Runs what it is given. Returns what runs on each host, in their order. */
export type Runner = (args: RunArgs) => readonly (readonly pulumi.Resource[])[];

/** What runs, and where. */
export interface RunArgs {
  /** Ready, in the order of their numbers. */
  readonly hosts: readonly Host[];
  readonly compose: ComposeModel;
  /** The compose file as it is written. */
  readonly text: string;
  /** Absolute folder of the compose file. */
  readonly folder: string;
  /** The compose file's secrets, by name. */
  readonly secrets: ReadonlyMap<string, pulumi.Output<string>>;
  /** Of the compose file. */
  readonly secureVariables: SecureVariables;
  /** Of the registries that images are pulled from. */
  readonly logins: readonly RegistryLogin[];
  /** Host of a registry → the certificates of its own authority, in PEM. */
  readonly authorities: ReadonlyMap<string, string>;
  /** Registry that images are pulled from; undefined: the hosts build them. */
  readonly registry?: ImageRegistry;
  /** Of the containers. */
  readonly platform: ImagePlatform;
  readonly releases: Releases;
  /** Undefined: no backups are made. */
  readonly backup?: BackupSettings;
  /** Whether the hosts are machines on this computer, whose names have no public certificate. */
  readonly areLocal: boolean;
  /** Set where this computer builds the images and sends them. */
  readonly buildsHere?: BuildsHere;
}
