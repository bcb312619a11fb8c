import * as pulumi from "@pulumi/pulumi";

/** What Berth's own provider adds to a cloud's machines; resources.ts has the rest of the package. */
export interface PinnedArgs {
  /** Raised by a person, 1 to 9999. */
  generation: pulumi.Input<number>;
  value: pulumi.Input<string>;
}

/** Holds a value as it was when its generation last changed; a newer value alone is recorded and not let through. */
export class Pinned extends pulumi.CustomResource {
  declare readonly held: pulumi.Output<string>;

  constructor(name: string, args: PinnedArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Pinned", name, { ...args, held: undefined }, opts);
  }
}

export interface FoundImageArgs {
  /** An AMI's id, which needs no finding, or its name, which is the same in all regions. */
  image: pulumi.Input<string>;
  /** Account that the name has to be of: anyone may give an image that name. */
  owner: pulumi.Input<string>;
  region: pulumi.Input<string>;
  /** argv of the cloud's own client that prints the images of that name; its login is the person's. */
  command: pulumi.Input<pulumi.Input<string>[]>;
}

/** The id that a region has for an image, asked once at `up` and kept; a preview asks nobody. */
export class FoundImage extends pulumi.CustomResource {
  declare readonly imageId: pulumi.Output<string>;

  constructor(name: string, args: FoundImageArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:FoundImage", name, { ...args, imageId: undefined }, opts);
  }
}
