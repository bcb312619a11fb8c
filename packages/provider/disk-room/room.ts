const gib = 1024 ** 3;
const mib = 1024 ** 2;

/** What a file system has, in bytes. */
export interface Room {
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

/** Of what Docker has on the data disk. */
export interface DiskUsage {
  /** Such as "images 2.8 GiB", the largest first. */
  readonly parts: readonly string[];
}

/** A host, what is to come there, and how much room that needs. */
export interface Need {
  readonly host: string;
  /** What is refused: "bring images to web". */
  readonly doing: string;
  readonly neededBytes: number;
}

/**
 * Bytes of the data disk that must stay free: 1 GiB, more than what an image of a service usually takes and volumes write
 * until someone acts on the refusal, or 5 % of a small disk, which would have no room for services otherwise.
 */
export function reserveOf({ sizeBytes }: Pick<Room, "sizeBytes">): number {
  return Math.min(gib, Math.floor(sizeBytes / 20));
}

/** Prints what {@link parseRoom} reads, of the file system that a folder of a host is on. */
export function roomQuestion(folder: string): string {
  return `df --output=avail,size --block-size=1 ${folder} | tail -n 1`;
}

/** Of the answer to roomQuestion; undefined where it is something else. */
export function parseRoom(printed: string): Room | undefined {
  const [, free, size] = /^\s*(\d+)\s+(\d+)\s*$/.exec(printed) ?? [];
  return free === undefined ? undefined : { freeBytes: Number(free), sizeBytes: Number(size) };
}

/** Why something does not come to a host, what takes the room there, and what to do. `usage` undefined: it is not known. */
export function refusal({ host, doing, neededBytes }: Need, room: Room, usage: DiskUsage | undefined): string {
  const has = `the data disk of ${host} has ${sizeText(room.freeBytes)} free of ${sizeText(room.sizeBytes)}`;
  const held =
    usage === undefined ? "what is on it is not known: Docker did not answer" : `on it: ${usage.parts.join(", ")}`;
  return [
    `${doing}: ${has}, and ${needText(neededBytes, reserveOf(room))}; what runs there was not touched`,
    held,
    `make room and run the command again: ${remedies(host)}`,
  ].join("\n");
}

function needText(neededBytes: number, reserve: number): string {
  const needed = sizeText(neededBytes);
  return neededBytes > reserve
    ? `${needed} are needed, ${sizeText(reserve)} of them as a reserve`
    : `${needed} must be free`;
}

/** That a host has so little room that no further image comes there, and what to do; undefined: it has room. */
export function lowRoom(room: Room, host: string): string | undefined {
  const reserve = reserveOf(room);
  if (room.freeBytes >= reserve) return undefined;
  return `the data disk of ${host} has ${sizeText(room.freeBytes)} free, and \`up\` brings no image below ${sizeText(reserve)}: ${remedies(host)}`;
}

/** What makes room on a host's data disk. */
function remedies(host: string): string {
  return [
    `\`npx berth ssh --admin --host ${host} sudo docker builder prune --all --force\` empties the build cache`,
    "`docker image prune --all --force` there removes images without a container, kept releases too",
    "a larger dataDiskGiB grows the disk, which `npx berth status` shows within minutes",
  ].join("; ");
}

/** "2.8 GiB" or "477 MiB". */
export function sizeText(bytes: number): string {
  return bytes < gib ? `${(bytes / mib).toFixed(0)} MiB` : `${(bytes / gib).toFixed(1)} GiB`;
}
