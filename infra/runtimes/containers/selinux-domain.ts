import { createHash } from "node:crypto";
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

/** The kernel has two classes for capabilities: these are in the second. */
const SECOND_CLASS = new Set([
  "MAC_OVERRIDE",
  "MAC_ADMIN",
  "SYSLOG",
  "WAKE_ALARM",
  "BLOCK_SUSPEND",
  "AUDIT_READ",
  "PERFMON",
  "BPF",
  "CHECKPOINT_RESTORE",
]);

/** Types of the host's own policy: that of image builds. */
const TAKEN: readonly string[] = ["build"];

/** SELinux type of a service's processes: no two services have the same, and none has one of the host's. */
export function domainOf(service: string): string {
  const isPlain = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(service) && !TAKEN.includes(service);
  if (isPlain) return `berth_${service.replaceAll("-", "_")}_t`;
  // Two underscores: no plain name leads to them.
  const hash = createHash("sha256").update(service).digest("hex").slice(0, 8);
  return `berth__${service.toLowerCase().replaceAll(/[^a-z0-9]/g, "_")}_${hash}_t`;
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
  const [second, first] = [true, false].map((isSecond) =>
    capabilities.filter((capability) => SECOND_CLASS.has(capability) === isSecond),
  );
  return [
    `(type ${type})`,
    `(roletype system_r ${type})`,
    `(typeattributeset berth_service (${type}))`,
    ...capabilityRule(type, "capability", first ?? []),
    ...capabilityRule(type, "capability2", second ?? []),
  ];
}

function capabilityRule(type: string, kind: string, capabilities: readonly string[]): string[] {
  if (capabilities.length === 0) return [];
  const permissions = capabilities.map((capability) => capability.toLowerCase()).sort();
  return [`(allow ${type} self (${kind} (${permissions.join(" ")})))`];
}
