import type * as pulumi from "@pulumi/pulumi";

/** That this computer builds images and sends them to the hosts. */
export interface BuildsHere {
  /** Archive of the image that Dockerfiles start from, as the hosts' own image brings it; left out: it comes from its registry. */
  readonly baseArchive?: pulumi.Output<string>;
}
