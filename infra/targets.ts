import * as pulumi from "@pulumi/pulumi";
import type { Target } from "./config-schema";
import type { Platform } from "./platform";

/** The only switch on the target; a stack loads its own platform's SDK and no other. */
export const platforms: Readonly<Record<Target, () => Promise<Platform>>> = {
  local: async () => (await import("./local/local-platform.js")).localHost,
  aws: async () => (await import("./aws/aws-platform.js")).awsHost,
  azure: async () => (await import("./azure/azure-platform.js")).azureHost,
};

/** Targets whose stock image is hardened by user-data; the others plan completely and would boot a host that never gets ready. */
const finished: Readonly<Record<Target, boolean>> = { local: true, aws: false, azure: false };

/** Throws on an `up` of a target that can only be previewed so far. */
export function refuseUnfinished(target: Target): void {
  if (finished[target] || pulumi.runtime.isDryRun()) return;
  throw new pulumi.RunError(
    `Target ${target} can be previewed, not brought up yet: user-data does not harden a cloud's stock image so far, and the host would never get ready.`,
  );
}
