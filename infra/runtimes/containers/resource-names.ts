import type { ComposeModel } from "../../compose/service-model";
import { specHash } from "./spec-hash";

/** Of the resources of one service. */
export interface ServiceNames {
  /** One for each replica. */
  readonly containers: readonly { readonly container: string; readonly secrets: string }[];
  /** Of the volume with its files, and of the container that fills it. */
  readonly files: string;
}

/** Without the prefix of the component. */
export interface ResourceNames {
  /** By the service's name. */
  readonly services: ReadonlyMap<string, ServiceNames>;
  /** By the folder's name, of those that a service mounts. */
  readonly folders: ReadonlyMap<string, string>;
}

/**
 * No two containers and no two volumes have the same name. What the file names keeps that name; what is made for it has a
 * name that is derived, and a hash in it only where the file has that name for another thing.
 */
export function resourceNames({ services, volumes }: Pick<ComposeModel, "services" | "volumes">): ResourceNames {
  const folders = new Set(services.flatMap(({ folderMounts = [] }) => folderMounts.map(({ folder }) => folder)));
  const taken = { containers: new Set(services.map(({ name }) => name)), volumes: new Set(volumes) };
  const free = (wanted: string, ...among: readonly Set<string>[]): string => {
    if (among.some((names) => names.has(wanted))) return free(`${wanted}-${specHash(wanted)}`, ...among);
    for (const names of among) names.add(wanted);
    return wanted;
  };
  const ofService = ({ name, replicas = 1 }: (typeof services)[number]): ServiceNames => ({
    containers: Array.from({ length: replicas }, (_, index) => {
      const container = index === 0 ? name : free(`${name}-${index + 1}`, taken.containers);
      return { container, secrets: free(`${container}-secrets`, taken.containers) };
    }),
    files: free(`files-of-${name}`, taken.containers, taken.volumes),
  });
  return {
    services: new Map(services.map((service) => [service.name, ofService(service)])),
    folders: new Map([...folders].map((folder) => [folder, free(`folder-${folder}`, taken.volumes)])),
  };
}
