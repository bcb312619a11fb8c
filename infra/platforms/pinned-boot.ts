import * as pulumi from "@pulumi/pulumi";
import { Pinned } from "@berth/resources/cloud-resources";
import type { Architecture } from "./machine-size";
import { decodeUserData, encodeUserData } from "../guest/cloud-user-data";

export interface PinnedBootArgs {
  /** Raising it replaces the machine. */
  generation: number;
  image: string;
  /** Of the machine: its image is held under a name for it, because no other one boots. */
  architecture: Architecture;
  userData: pulumi.Input<string>;
  /** What the platform takes of user-data, before base64. */
  maxUserDataBytes: number;
}

/**
 * Image and user-data of a cloud machine, held as they were when its generation was last raised. A newer image or text
 * shows in the plan with a warning; it reaches the machine when the generation is raised, which replaces the machine.
 */
export class PinnedBoot extends pulumi.ComponentResource {
  readonly image: pulumi.Output<string>;
  /** Base64. */
  readonly userData: pulumi.Output<string>;

  constructor(name: string, args: PinnedBootArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:infra:PinnedBoot", name, {}, opts);
    const { generation, image, architecture, userData, maxUserDataBytes } = args;
    const suffix = architecture === "amd64" ? "" : `-${architecture}`;
    const encoded = pulumi.output(userData).apply((text) => encodeUserData(text, maxUserDataBytes));
    this.image = new Pinned(`${name}-image${suffix}`, { generation, value: image }, { parent: this }).held;
    this.userData = new Pinned(`${name}-user-data`, { generation, value: encoded }, { parent: this }).held;
    this.warnOfWaiting(args);
    this.registerOutputs();
  }

  private warnOfWaiting({ generation, image, userData }: PinnedBootArgs): void {
    const next = `raise the config key generation to ${generation + 1} to replace the machine`;
    const waits = (what: string) => void pulumi.log.warn(`${what} waits: ${next}`, this);
    this.image.apply((held) => {
      if (held !== image) waits(`image ${image} (the machine has ${held})`);
    });
    pulumi.all([this.userData, userData]).apply(([held, text]) => {
      if (decodeUserData(held) !== text) waits("changed user-data");
    });
  }
}
