import type { ServiceModel } from "../../compose/service-model";

/** How a new version takes over: beside the old one, or after it is gone, and then why. */
export type Rollout = { order: "start-first" } | { order: "stop-first"; reason: string };

/** Start-first, unless both versions would need what only one can have. */
export function rolloutOf({ volumes, ports, folderMounts = [], addresses = {} }: ServiceModel): Rollout {
  const [volume] = volumes;
  if (volume !== undefined) return { order: "stop-first", reason: `volume ${volume.volume}` };
  const [folder] = folderMounts;
  if (folder !== undefined) return { order: "stop-first", reason: `folder ${folder.folder}` };
  const [port] = ports;
  if (port !== undefined)
    return { order: "stop-first", reason: `host port ${port.host}${port.protocol === undefined ? "" : "/udp"}` };
  const [address] = Object.values(addresses);
  if (address !== undefined) return { order: "stop-first", reason: `address ${address}` };
  return { order: "start-first" };
}

/** As a plan says it. */
export function describeRollout(rollout: Rollout): string {
  return rollout.order === "start-first" ? rollout.order : `${rollout.order}: ${rollout.reason}`;
}
