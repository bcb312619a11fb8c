import type * as pulumi from "@pulumi/pulumi";
import { BerthResource, type ResourceArgs, type ResourceOutputs } from "./berth-resource";
import type * as types from "./cloud-types";

/** Holds a value as it was when its generation last changed; a newer value alone is recorded and not let through. */
export class Pinned extends BerthResource<"berth:index:Pinned"> implements ResourceOutputs<types.PinnedOutputs> {
  declare readonly held: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.PinnedInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Pinned", name, { args, outputs: { held: undefined }, opts });
  }
}

/** The id that a region has for an image, asked once at `up` and kept; a preview asks nobody. */
export class FoundImage
  extends BerthResource<"berth:index:FoundImage">
  implements ResourceOutputs<types.FoundImageOutputs>
{
  declare readonly imageId: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.FoundImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:FoundImage", name, { args, outputs: { imageId: undefined }, opts });
  }
}
