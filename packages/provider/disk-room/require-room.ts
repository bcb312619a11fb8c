import { lastLines } from "@berth/process/last-lines";
import type { Operation } from "../resource-kind";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";
import { parseDiskUsage, usageQuestion } from "./disk-usage";
import { type DiskUsage, type Need, parseRoom, refusal, reserveOf, type Room, roomQuestion } from "./room";

const limitMs = 60_000;

export interface RoomRequest {
  /** How a host is reached. */
  readonly run: typeof runRemote;
  readonly host: RemoteHost;
  /** Names of images; those that the host has need no room. */
  readonly images: readonly string[];
}

/**
 * Rejects when images are to come to a host whose data disk has less free than the reserve, with what takes the room. One
 * request over SSH where there is room.
 */
export async function requireRoom(operation: Operation, { run, host, images }: RoomRequest): Promise<void> {
  if (images.length === 0) return;
  const options = { limitMs, signal: operation.signal };
  const { stdout, stderr } = await run(host, roomQuestion("/var/lib/docker"), options);
  const room = parseRoom(stdout);
  if (room === undefined)
    throw new Error(`read how much room the data disk of ${host.alias} has: ${lastLines(stderr || stdout, 5)}`);
  const neededBytes = reserveOf(room);
  if (room.freeBytes >= neededBytes) return;
  const there = await run(host, lackQuestion(images), options);
  if (there.exitCode !== 0) throw new Error(`read the images of ${host.alias}: ${lastLines(there.stderr, 5)}`);
  const lacking = there.stdout.split("\n").filter((line) => line !== "");
  if (lacking.length === 0) return;
  const doing = `bring ${lacking.join(", ")} to ${host.alias}`;
  throw await noRoom(operation, { run, host, room, doing, neededBytes });
}

export interface Lack extends Pick<RoomRequest, "run" | "host">, Omit<Need, "host"> {
  readonly room: Room;
}

/** The error of a host without enough room; it asks the host's Docker what takes it. */
export async function noRoom({ signal }: Pick<Operation, "signal">, lack: Lack): Promise<Error> {
  const { run, host, room, doing, neededBytes } = lack;
  const { exitCode, stdout } = await run(host, usageQuestion, { limitMs, signal });
  return new Error(
    refusal({ host: host.alias, doing, neededBytes }, room, exitCode === 0 ? usageOf(stdout) : undefined),
  );
}

/** Undefined for another Docker's words: the refusal is worth more than what takes the room. */
function usageOf(printed: string): DiskUsage | undefined {
  try {
    return parseDiskUsage(printed);
  } catch {
    return undefined;
  }
}

/** Prints those images that the host's Docker does not have. */
function lackQuestion(images: readonly string[]): string {
  return `for image in ${images.join(" ")}; do docker image inspect $image >/dev/null 2>&1 || echo $image; done`;
}
