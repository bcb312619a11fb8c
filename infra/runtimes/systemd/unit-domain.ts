import type { ServiceModel } from "../../compose/service-model";

/** Name of the policy module with a service's domain. */
export function unitModuleOf(service: string): string {
  return `berth_unit_${service.replaceAll("-", "_")}`;
}

/** SELinux type of a service's processes. */
export function unitDomainOf(service: string): string {
  return `${unitModuleOf(service)}_t`;
}

/**
 * CIL of a service's domain: what any unit has (attribute berth_unit, declared by the machine's base module), the
 * capabilities that its Compose entry requests; memory that is written and then executed is allowed only where the entry sets `jit`.
 */
export function unitDomain({ name, capabilities, systemd }: ServiceModel): string {
  const type = unitDomainOf(name);
  const requested = capabilities.map((capability) => capability.toLowerCase()).sort();
  const lines = [
    `(type ${type})`,
    `(roletype system_r ${type})`,
    `(typeattributeset berth_unit (${type}))`,
    ...(requested.length === 0 ? [] : [`(allow ${type} self (capability (${requested.join(" ")})))`]),
    ...(systemd?.jit === true ? [`(allow ${type} self (process (execmem)))`] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
