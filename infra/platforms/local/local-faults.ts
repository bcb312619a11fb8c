import type { ConfigFault, StackConfig } from "../../config/config-schema";
import { faultsWithoutSnapshots } from "../../config/disk-faults";
import { faultsWithoutNetwork } from "../../config/network-faults";
import { boundaryFault, emptyFault, registryFault } from "../../config/platform-faults";

/** Every fault of the stack's config that only shows on this computer. */
export function localFaults(config: StackConfig): readonly ConfigFault[] {
  const authority = "no certificate authority reaches this computer, https has one of the gateway's own there";
  const faults = [
    emptyFault(config, "domain", authority),
    emptyFault(config, "dnsZone"),
    registryFault(config, ""),
    boundaryFault(config),
    emptyFault(config, "size", "cpus and memoryMiB are its size there"),
    emptyFault(config, "jumpHost", "its hosts are on this computer"),
    emptyFault(config, "jumpHostKey"),
    emptyFault(config, "network"),
    ...faultsWithoutNetwork(config),
    balancerFault(config),
    ...faultsWithoutSnapshots(config),
    tagsFault(config),
  ];
  return faults.filter((fault) => fault !== undefined);
}

function balancerFault({ loadBalancer }: StackConfig): ConfigFault | undefined {
  if (!loadBalancer) return undefined;
  return { key: "loadBalancer", rule: "must be false on local: this computer has none", value: "true" };
}

function tagsFault({ tags }: StackConfig): ConfigFault | undefined {
  if (Object.keys(tags).length === 0) return undefined;
  return { key: "tags", rule: "must be empty on local: machines of this computer carry none" };
}
