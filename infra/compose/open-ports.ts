import type { PortModel, ServiceModel } from "./service-model";

/** The ports of a service that the world may reach: one on the host's loopback address is not one of them. */
export function openPorts({ ports }: Pick<ServiceModel, "ports">): readonly PortModel[] {
  return ports.filter(({ hostIp }) => hostIp === undefined);
}
