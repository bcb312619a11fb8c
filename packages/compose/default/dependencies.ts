import type { CheckedService } from "../check/project";
import type * as made from "../project";

/** Those of the file, and those that other keys make a service need. */
export function dependenciesOf(service: CheckedService): made.Service["depends_on"] {
  const needs = new Map<string, made.Dependency>();
  for (const [name, { condition, required = true, restart }] of Object.entries(service.depends_on ?? {}))
    needs.set(name, { condition, required, ...(restart === undefined ? {} : { restart }) });
  for (const [name, restart] of impliedBy(service))
    if (!needs.has(name)) needs.set(name, { condition: "service_started", required: true, restart });
  return Object.fromEntries(needs);
}

/** Services by name, each with whether a restart of it restarts this one. */
function impliedBy(service: CheckedService): readonly (readonly [name: string, restart: boolean])[] {
  const { links = [], volumes_from: sources = [], network_mode, ipc, pid, uts, cgroup } = service;
  const namespaces = [network_mode, ipc, pid, uts, cgroup].flatMap((namespace) =>
    namespace?.startsWith("service:") === true ? [namespace.slice("service:".length)] : [],
  );
  const volumes = sources.filter((source) => !source.startsWith("container:"));
  return [
    ...links.map((link) => [beforeColon(link), true] as const),
    ...namespaces.map((name) => [name, true] as const),
    ...volumes.map((source) => [beforeColon(source), false] as const),
  ];
}

function beforeColon(text: string): string {
  return text.split(":")[0] ?? "";
}
