import type { ServiceModel } from "../../compose/service-model";

/** The one policy module with the domains of all services of a host. */
export const SERVICES_MODULE = "berth_services";

/** What any runtime asks about its machine when it starts: limits, page sizes, entropy. Nothing of it can be written. */
const READS = [
  "(allow berth_service self (process (getcap setrlimit)))",
  ...["sysfs_t", "cgroup_t", "sysctl_fs_t", "sysctl_vm_t", "proc_net_t"].flatMap((type) => [
    `(allow berth_service ${type} (dir (getattr open read search)))`,
    `(allow berth_service ${type} (file (getattr open read)))`,
    `(allow berth_service ${type} (lnk_file (getattr read)))`,
  ]),
  "(allow berth_service sysctl_vm_overcommit_t (file (getattr open read)))",
];

/** SELinux type of a service's processes. */
export function domainOf(service: string): string {
  return `berth_${service.replaceAll("-", "_")}_t`;
}

/**
 * CIL of the module: a type a service with what any container has (attribute berth_service, declared by the host's base
 * module) and the capabilities that its Compose entry asks for, no others.
 */
export function servicesModule(services: readonly ServiceModel[]): string {
  const byName = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${[...READS, ...byName.flatMap(domainRules)].join("\n")}\n`;
}

function domainRules({ name, capabilities }: ServiceModel): string[] {
  const type = domainOf(name);
  return [
    `(type ${type})`,
    `(roletype system_r ${type})`,
    `(typeattributeset berth_service (${type}))`,
    ...(capabilities.length === 0
      ? []
      : [
          `(allow ${type} self (capability (${capabilities
            .map((capability) => capability.toLowerCase())
            .sort()
            .join(" ")})))`,
        ]),
  ];
}
