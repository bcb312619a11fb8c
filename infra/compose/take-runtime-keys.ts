import type { Service } from "@berth/compose";
import type { Place } from "./fault";
import type { ServiceModel } from "./service-model";
import { given, unlessEmpty } from "./with-values";

/** What the container runtime is given as the file has it: switches, names, limits of the kernel, labels. */
export function takeRuntimeKeys(service: Service, at: Place): Partial<ServiceModel> {
  const replicas = replicasOf(service);
  if (replicas === 0)
    at.at(service.scale === 0 ? "scale" : "deploy").fault(
      "must have 1 replica or more: give the service profiles instead",
    );
  if (service.container_name !== undefined)
    at.at("container_name").notice("is a further name in its networks: containers carry a hash");
  return {
    ...(service.read_only === true ? {} : { writableRoot: true as const }),
    ...(replicas > 1 ? { replicas } : {}),
    ...switchesOf(service),
    ...given({ hostname: service.hostname }),
    ...mappingsOf(service),
  };
}

/** How many containers a service has on each host. */
export function replicasOf({ scale, deploy }: Pick<Service, "scale" | "deploy">): number {
  return scale ?? deploy?.replicas ?? 1;
}

function switchesOf(service: Service): Pick<ServiceModel, "init" | "tty" | "stdinOpen"> {
  return {
    ...(service.init === true ? { init: true as const } : {}),
    ...(service.tty === true ? { tty: true as const } : {}),
    ...(service.stdin_open === true ? { stdinOpen: true as const } : {}),
  };
}

function mappingsOf(service: Service): Partial<ServiceModel> {
  return unlessEmpty({
    extraHosts: service.extra_hosts ?? {},
    dns: service.dns ?? [],
    ulimits: service.ulimits ?? {},
    sysctls: service.sysctls ?? {},
    labels: service.labels ?? {},
  });
}
