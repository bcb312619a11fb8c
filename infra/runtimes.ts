import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type * as containers from "./containers/run-containers";
import type { Runtime } from "./hardening/guest-files";
import type { Host } from "./host";
import type { ImageRegistry } from "./image-registry";
import { Units } from "./systemd/units";

/** What runs, and where. */
export interface RunArgs {
  /** Ready, in the order of their numbers. */
  readonly hosts: readonly Host[];
  readonly compose: ComposeModel;
  /** The compose file as it is written. */
  readonly text: string;
  /** Absolute folder of the compose file. */
  readonly folder: string;
  /** Its secrets, by name. */
  readonly secrets: ReadonlyMap<string, pulumi.Output<string>>;
  /** Where images are pulled from; undefined: the hosts build them. */
  readonly registry?: ImageRegistry;
}

const load = createRequire(__filename);

/** The only switch on the runtime; the docker provider's SDK is loaded only where there is Docker. */
export const runners: Readonly<Record<Runtime, () => (args: RunArgs) => void>> = {
  containers: () => (load("./containers/run-containers") as typeof containers).runContainers,
  vms: () => (args) => {
    new Units("units", args);
  },
};
