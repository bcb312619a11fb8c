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
