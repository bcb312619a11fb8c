import type { ConfigFault, StackConfig } from "../../config/config-schema";
import {
  boundaryFault,
  jumpHostFault,
  localSizeFault,
  localTagsFault,
  outsideFaults,
  registryFault,
} from "../../config/platform-faults";

/** Every fault of the stack's config that only shows on this computer. */
export function localFaults(config: StackConfig): readonly ConfigFault[] {
  const faults = [
    ...outsideFaults(config),
    registryFault(config, ""),
    boundaryFault(config),
    localSizeFault(config),
    jumpHostFault(config),
    localTagsFault(config),
  ];
  return faults.filter((fault) => fault !== undefined);
}
