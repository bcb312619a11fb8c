import { createRequire } from "node:module";
import type * as aws from "./platforms/aws/aws-platform";
import type * as azure from "./platforms/azure/azure-platform";
import type { Target } from "./config/config-schema";
import { localHosts } from "./platforms/local/local-platform";
import type { Platform } from "./platforms/platform";

/** Not import(): a program that awaits it has the SDK's frames in its errors, and Node 20 hangs on printing those. */
const load = createRequire(__filename);

/** The only switch on the target; a stack loads its own cloud's SDK and no other. */
export const platforms: Readonly<Record<Target, () => Platform>> = {
  local: () => localHosts,
  aws: () => (load("./platforms/aws/aws-platform") as typeof aws).awsHosts,
  azure: () => (load("./platforms/azure/azure-platform") as typeof azure).azureHosts,
};
