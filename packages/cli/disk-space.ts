import type { Runtime } from "@berth/infra/guest-files";
import { lowRoom, parseRoom, type Room, roomQuestion, sizeText } from "@berth/provider/disk-room";

/** The disks of a host. */
export interface DiskSpace {
  /** Size of the data disk and of the file system on it, which follows a grown disk within minutes. */
  readonly dataDisk: string;
  /** Size of the root disk's file system. */
  readonly rootDisk: string;
  /** That an `up` which brings an image is refused, and what to do; absent: there is room. */
  readonly diskFault?: string;
}

const dataFolders: Readonly<Record<Runtime, string>> = { containers: "/var/lib/docker", vms: "/var/lib/berth" };

/** How many lines diskQuestion prints. */
export const diskLines = 3;

/** A command that prints "30 GiB, file system 29 GiB, 12 % used", and what the file systems of data and root have; each is a line, also where it fails. */
export function diskQuestion(runtime: Runtime): string {
  const folder = dataFolders[runtime];
  const steps = [
    `disk=$(lsblk --bytes --nodeps --noheadings --output SIZE "$(findmnt --noheadings --output SOURCE ${folder})")`,
    `df --block-size=1 --output=size,pcent ${folder} | awk -v disk="$disk" 'NR == 2 { sub("%", "", $2); printf "%.0f GiB, file system %.0f GiB, %d %% used\\n", disk / 2^30, $1 / 2^30, $2; found = 1 } END { if (!found) print "unknown" }'`,
    ...[folder, "/"].map((of) => `echo $(${roomQuestion(of)})`),
  ];
  return `{ ${steps.join("; ")}; }`;
}

/** Of the lines that diskQuestion prints on a host. VMs without Docker get no images. */
export function diskSpace(lines: readonly string[], host: string, runtime: Runtime): DiskSpace {
  const [dataDisk = "", data = "", root = ""] = lines;
  const [dataRoom, rootRoom] = [parseRoom(data), parseRoom(root)];
  const fault = runtime === "containers" && dataRoom !== undefined ? lowRoom(dataRoom, host) : undefined;
  return { dataDisk, rootDisk: rootText(rootRoom), ...(fault !== undefined && { diskFault: fault }) };
}

function rootText(room: Room | undefined): string {
  if (room === undefined) return "unknown";
  const used = Math.ceil(((room.sizeBytes - room.freeBytes) / room.sizeBytes) * 100);
  return `${sizeText(room.sizeBytes)}, ${used} % used`;
}
