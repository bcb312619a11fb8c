import type * as pulumi from "@pulumi/pulumi";

/** A cloud's registry with a repository a service, which the stack's hosts may pull from by who they are. */
export interface ImageRegistry {
  readonly kind: "ecr" | "acr";
  /** Host name of the registry. */
  readonly address: pulumi.Output<string>;
  /** Service → repository, address included and without a tag. */
  readonly repositories: ReadonlyMap<string, pulumi.Output<string>>;
  /** What lets the host of a name pull: there before it does, and nothing of another host is in it. */
  readonly pullRights: (host: string) => readonly pulumi.Resource[];
}
