import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type * as aws from "./aws/aws-platform";
import type * as azure from "./azure/azure-platform";
import type { Target } from "./config-schema";
import { localHost } from "./local/local-platform";
import type { Platform } from "./platform";

/** Not import(): a program that awaits it has the SDK's frames in its errors, and Node 20 hangs on printing those. */
const load = createRequire(__filename);

/** The only switch on the target; a stack loads its own cloud's SDK and no other. */
export const platforms: Readonly<Record<Target, () => Platform>> = {
  local: () => localHost,
  aws: () => (load("./aws/aws-platform") as typeof aws).awsHost,
  azure: () => (load("./azure/azure-platform") as typeof azure).azureHost,
};

/** Targets whose machine gets ready; the others plan completely, and their stock image is not hardened by user-data yet. */
const finished: Readonly<Record<Target, boolean>> = { local: true, aws: false, azure: false };

/** Throws on an `up` of a target that can only be previewed so far. */
export function refuseUnfinished(target: Target): void {
  if (finished[target] || pulumi.runtime.isDryRun()) return;
  throw new pulumi.RunError(
    `Target ${target} can be previewed, not brought up yet: user-data does not harden a cloud's stock image so far, and the host would never get ready.`,
  );
}
