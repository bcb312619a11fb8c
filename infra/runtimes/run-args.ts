import type * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../compose/service-model";
import type { Host } from "../host/host";
import type { ImageRegistry } from "../host/image-registry";
import type { SecureVariables } from "./resolved-text";

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
  /** Registry that images are pulled from; undefined: the hosts build them. */
  readonly registry?: ImageRegistry;
}
