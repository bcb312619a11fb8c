import type { CheckedProject } from "../check/project";
import { mapValues } from "../map-values";
import type * as made from "../project";
import { type Around, completeService } from "./complete-service";

/** A checked project with all that Compose fills in: names, the default network, the values of variables named alone. */
export function withDefaults(checked: CheckedProject, around: Around): made.Project {
  const services = mapValues(checked.services ?? {}, (service) => completeService(service, around));
  const usesDefault = Object.values(services).some(({ networks }) => Object.hasOwn(networks, "default"));
  const networks = { ...(usesDefault ? { default: null } : {}), ...checked.networks };
  const { models, jobs, extensions } = checked;
  return {
    name: around.name,
    services,
    networks: named(networks, around.name),
    volumes: named(checked.volumes ?? {}, around.name),
    secrets: named(checked.secrets ?? {}, around.name),
    configs: named(checked.configs ?? {}, around.name),
    ...(models === undefined ? {} : { models }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** A resource without a name has the project's before its key; an external one has its key. */
function named<T extends { readonly name?: string; readonly external?: boolean }>(
  resources: Readonly<Record<string, T | null>>,
  project: string,
): Readonly<Record<string, T & { readonly name: string }>> {
  return mapValues(resources, (resource, key) => {
    const given: T = resource ?? ({} as T);
    return { ...given, name: given.name ?? (given.external === true ? key : `${project}_${key}`) };
  });
}
