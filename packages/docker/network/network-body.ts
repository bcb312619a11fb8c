import type { PropertyMap } from "@berth/model/property";
import type { NetworkInspect } from "../daemon/api-types";
import type { InputsReader } from "../bridge/inputs-reader";

/** What `POST /networks/create` gets for these inputs. */
export function networkBody(name: string, inputs: InputsReader): object {
  const configs = inputs.blocks("ipamConfigs").map((config) => ({
    Subnet: config.text("subnet"),
    IPRange: config.text("ipRange"),
    Gateway: config.text("gateway"),
    AuxiliaryAddresses: config.textMap("auxAddress"),
  }));
  return {
    Name: name,
    CheckDuplicate: true,
    Driver: inputs.text("driver"),
    Options: inputs.textMap("options"),
    Labels: inputs.labels(),
    Internal: inputs.flag("internal"),
    Attachable: inputs.flag("attachable"),
    Ingress: inputs.flag("ingress"),
    EnableIPv6: inputs.flag("ipv6") ? true : undefined,
    IPAM: {
      Driver: inputs.text("ipamDriver"),
      Options: inputs.textMap("ipamOptions"),
      Config: configs.length === 0 ? undefined : configs,
    },
  };
}

/** What the daemon says about a network, in the words of the resource. */
export function readNetwork(network: NetworkInspect): PropertyMap {
  return {
    name: network.Name,
    labels: Object.entries(network.Labels ?? {}).map(([label, value]) => ({ label, value })),
    driver: network.Driver,
    internal: network.Internal,
    attachable: network.Attachable,
    ingress: network.Ingress,
    ipv6: network.EnableIPv6,
    ipamDriver: network.IPAM.Driver,
    ipamOptions: network.IPAM.Options ?? null,
    scope: network.Scope,
    options: network.Options ?? {},
    ipamConfigs: (network.IPAM.Config ?? []).map((config) => ({
      subnet: config.Subnet ?? "",
      ipRange: config.IPRange ?? "",
      gateway: config.Gateway ?? "",
      auxAddress: config.AuxiliaryAddresses ?? null,
    })),
  };
}
