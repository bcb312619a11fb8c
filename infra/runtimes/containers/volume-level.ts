import { createHash } from "node:crypto";
import type { ServiceModel } from "../../compose/service-model";
import { thingsOf } from "./exclusive-things";

/** How many an SELinux policy has. */
const CATEGORIES = 1024;

/**
 * The SELinux level of a service's containers and of the volumes and folders that they mount; undefined: it mounts none. All services
 * that volumes and folders connect, directly or through others, have the same level: each can read what another one creates. It follows
 * from the first name among these volumes: a replaced container can read what the one before it has created, and a service that joins
 * a volume leaves the others as they are.
 */
export function volumeLevel(service: ServiceModel, services: readonly ServiceModel[]): string | undefined {
  const [firstPlace] = connected(service, services).flatMap(placesOf).sort();
  if (firstPlace === undefined) return undefined;
  const hash = createHash("sha256").update(firstPlace).digest();
  const first = hash.readUInt32BE(0) % CATEGORIES;
  const second = (first + 1 + (hash.readUInt32BE(4) % (CATEGORIES - 1))) % CATEGORIES;
  return `s0:c${Math.min(first, second)},c${Math.max(first, second)}`;
}

/** The service and all that volumes and folders connect it with. */
function connected(service: ServiceModel, services: readonly ServiceModel[]): readonly ServiceModel[] {
  const group = new Set([service]);
  for (const member of group) {
    const places = new Set(placesOf(member));
    for (const other of services) if (placesOf(other).some((place) => places.has(place))) group.add(other);
  }
  return [...group];
}

function placesOf(service: ServiceModel): readonly string[] {
  return thingsOf(service).flatMap(({ text, isData }) => (isData ? [text] : []));
}
