import type { ConfigFault, StackConfig } from "../../config/config-schema";
import { outsideFaults, registryFault } from "../../config/platform-faults";

/** Every fault of the stack's config that only shows on this computer. */
export function localFaults(config: StackConfig): readonly ConfigFault[] {
  return [...outsideFaults(config), registryFault(config, "")].filter((fault) => fault !== undefined);
}
