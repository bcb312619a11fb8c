import type { BootingHost, HostSpec } from "./host";
import type { StackConfig, Target } from "./config-schema";
import { localHost } from "./local/local-platform";

export interface PlatformArgs {
  readonly config: StackConfig;
  readonly spec: HostSpec;
  /** The stack's private folder on this computer. */
  readonly folder: string;
}

/** Makes the host on a platform. */
export type Platform = (args: PlatformArgs) => BootingHost;

/** The only switch on the target. */
export const platforms: Readonly<Record<Target, Platform>> = {
  local: localHost,
};
