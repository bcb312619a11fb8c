import type * as pulumi from "@pulumi/pulumi";
import { BerthResource, type ResourceArgs, type ResourceOutputs } from "./berth-resource";
import type * as backup from "./backup-types";
import type * as types from "./host-types";

/** An SELinux policy module loaded on a host; changed in place, removed on delete. */
export class PolicyModule
  extends BerthResource<"berth:index:PolicyModule">
  implements ResourceOutputs<types.PolicyModuleOutputs>
{
  /** Hex SHA-256 of the CIL that is loaded. */
  declare readonly digest: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.PolicyModuleInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PolicyModule", name, { args, outputs: { digest: undefined }, opts });
  }
}

/** The ports that the firewall of a host lets in; changed in place, they go with the machine. */
export class PublicPorts
  extends BerthResource<"berth:index:PublicPorts">
  implements ResourceOutputs<types.PublicPortsOutputs>
{
  /** `ports` again, known once they are open. */
  declare readonly opened: pulumi.Output<readonly string[]>;

  constructor(name: string, args: ResourceArgs<types.PublicPortsInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PublicPorts", name, { args, outputs: { opened: undefined }, opts });
  }
}

/** That the data disk of a host has room, before an image that it lacks is built, pulled or sent there. Without room it is an error. */
export class DiskRoom extends BerthResource<"berth:index:DiskRoom"> implements ResourceOutputs<types.DiskRoomOutputs> {
  /** `images` again, known once there is room for them. */
  declare readonly fitting: pulumi.Output<readonly string[]>;

  constructor(name: string, args: ResourceArgs<types.DiskRoomInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:DiskRoom", name, { args, outputs: { fitting: undefined }, opts });
  }
}

/** An image that a host has pulled from a cloud's registry, as who it is; no token is in inputs, outputs or state. */
export class PulledImage
  extends BerthResource<"berth:index:PulledImage">
  implements ResourceOutputs<types.PulledImageOutputs>
{
  /** `image` again, known only once the host has it. */
  declare readonly reference: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.PulledImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PulledImage", name, { args, outputs: { reference: undefined }, opts });
  }
}

/** That an image was built on this computer, while the hosts may still boot; it is kept in a cache. */
export class BuiltImage
  extends BerthResource<"berth:index:BuiltImage">
  implements ResourceOutputs<types.BuiltImageOutputs>
{
  /** `image` again. */
  declare readonly reference: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.BuiltImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:BuiltImage", name, { args, outputs: { reference: undefined }, opts });
  }
}

/** An image that a host has from this computer, sent over SSH by the layers that it lacked. */
export class SentImage
  extends BerthResource<"berth:index:SentImage">
  implements ResourceOutputs<types.SentImageOutputs>
{
  /** `image` again, known only once the host has it. */
  declare readonly reference: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.SentImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:SentImage", name, { args, outputs: { reference: undefined }, opts });
  }
}

/** The image of a kept release on a host. It is found there and never built or pulled; a host without it is an error. */
export class KeptImage
  extends BerthResource<"berth:index:KeptImage">
  implements ResourceOutputs<types.KeptImageOutputs>
{
  /** Id of the image, which no registry can serve. */
  declare readonly imageId: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.KeptImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:KeptImage", name, { args, outputs: { imageId: undefined }, opts });
  }
}

/** The releases of a service that a host keeps for a rollback; a further release removes the oldest of them. */
export class ReleaseHistory
  extends BerthResource<"berth:index:ReleaseHistory">
  implements ResourceOutputs<types.ReleaseHistoryOutputs>
{
  /** Those that the host has, the newest first. */
  declare readonly releases: pulumi.Output<readonly types.ReleaseRecord[]>;
  /** The last ones that it no longer has, the newest first. */
  declare readonly removed: pulumi.Output<readonly types.ReleaseRecord[]>;

  constructor(name: string, args: ResourceArgs<types.ReleaseHistoryInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:ReleaseHistory", name, { args, outputs: { releases: undefined, removed: undefined }, opts });
  }
}

/**
 * Who has a thing that not everyone can have at once. When one holder leaves and another comes, all that depends on the claim
 * is deleted before anything takes the thing again.
 */
export class Claim extends BerthResource<"berth:index:Claim"> implements ResourceOutputs<types.ClaimOutputs> {
  /** `thing` again. */
  declare readonly claimed: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.ClaimInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Claim", name, {
      args,
      outputs: { claimed: undefined },
      opts: { deleteBeforeReplace: true, ...opts },
    });
  }
}

/** That a container got as far as is wanted. One that never ran, or whose last run failed, is started for it. */
export class ContainerOutcome
  extends BerthResource<"berth:index:ContainerOutcome">
  implements ResourceOutputs<types.ContainerOutcomeOutputs>
{
  /** What it was: healthy, running or completed. */
  declare readonly outcome: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.ContainerOutcomeInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:ContainerOutcome", name, { args, outputs: { outcome: undefined }, opts });
  }
}

/** The routes of a host's ingress. A change reloads its server; requests that run go on by the routes of before. */
export class IngressRoutes
  extends BerthResource<"berth:index:IngressRoutes">
  implements ResourceOutputs<types.IngressRoutesOutputs>
{
  /** Hex SHA-256 of the routes that are applied. */
  declare readonly digest: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.IngressRoutesInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:IngressRoutes", name, { args, outputs: { digest: undefined }, opts });
  }
}

/** The certificates by which a host's Docker trusts one registry, beside those that it trusts anyway. */
export class RegistryAuthority
  extends BerthResource<"berth:index:RegistryAuthority">
  implements ResourceOutputs<types.RegistryAuthorityOutputs>
{
  /** Hex SHA-256 of the certificates that the host has. */
  declare readonly digest: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.RegistryAuthorityInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:RegistryAuthority", name, { args, outputs: { digest: undefined }, opts });
  }
}

/** What a host backs up, where to and when; changed in place. Deleting it ends the backups and keeps those that were made. */
export class BackupPlan
  extends BerthResource<"berth:index:BackupPlan">
  implements ResourceOutputs<backup.BackupPlanOutputs>
{
  /** Hex SHA-256 of the plan that the host has, without its secrets. */
  declare readonly digest: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<backup.BackupPlanInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:BackupPlan", name, { args, outputs: { digest: undefined }, opts });
  }
}

/** The Debian packages that a service needs on its host. They stay when this is deleted: the host goes with its service. */
export class Packages extends BerthResource<"berth:index:Packages"> implements ResourceOutputs<types.PackagesOutputs> {
  declare readonly installed: pulumi.Output<string[]>;

  constructor(name: string, args: ResourceArgs<types.PackagesInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Packages", name, { args, outputs: { installed: undefined }, opts });
  }
}

/**
 * A service as a systemd unit on a host. An update switches to the new release, waits until that is healthy, and goes back
 * to the earlier one when it is not. Data stays when the unit is deleted.
 */
export class Unit extends BerthResource<"berth:index:Unit"> implements ResourceOutputs<types.UnitOutputs> {
  /** Name of the release that runs: a hash of all that is in it. */
  declare readonly release: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.UnitInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Unit", name, { args, outputs: { release: undefined }, opts });
  }
}
