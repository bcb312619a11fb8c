import type { StackConfig } from "./config-schema";
import type { BootingHost, HostSpec } from "./host";

export interface PlatformArgs {
  readonly config: StackConfig;
  readonly spec: HostSpec;
  /** The stack's private folder on this computer. */
  readonly folder: string;
}

/** Makes the host on a platform. */
export type Platform = (args: PlatformArgs) => BootingHost;
