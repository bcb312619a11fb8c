import { lastLines } from "@berth/process/last-lines";
import { parseRoom, type Room, roomQuestion } from "../disk-room/room";
import type { Operation } from "../resource-kind";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";

/** What a host's daemon has before an image is sent. */
export interface HostImages {
  /** "linux/amd64". */
  readonly platform: string;
  /** Of the disk that holds images. */
  readonly room: Room;
  /** The layers of each of its images, from the base up. */
  readonly held: readonly (readonly string[])[];
  /** Whether one has the name that was given. */
  readonly hasImage: boolean;
}

const limitMs = 60_000;

/** Reads it over SSH; rejects where the daemon does not answer. */
export async function readHostImages(
  operation: Operation,
  run: typeof runRemote,
  { host, image }: { readonly host: RemoteHost; readonly image: string },
): Promise<HostImages> {
  const { exitCode, stdout, stderr } = await run(host, script(image), { limitMs, signal: operation.signal });
  if (exitCode !== 0) throw new Error(`read the images of ${host.alias}: ${lastLines(stderr, 5)}`);
  const [platform = "", free = "", present = "", ...layers] = stdout.trim().split("\n");
  const room = parseRoom(free);
  if (room === undefined) throw new Error(`read how much room the data disk of ${host.alias} has: it printed ${free}`);
  return {
    platform,
    room,
    hasImage: present === "present",
    held: layers.map((line) => JSON.parse(line) as string[]),
  };
}

/** An image that goes meanwhile is none that is held, so the last command's exit code does not count. */
function script(image: string): string {
  return `set -e
docker version --format '{{.Server.Os}}/{{.Server.Arch}}'
${roomQuestion("/var/lib/docker")}
if docker image inspect ${image} >/dev/null 2>&1; then echo present; else echo absent; fi
docker image ls --quiet --no-trunc | sort -u | xargs --no-run-if-empty docker image inspect --format '{{json .RootFS.Layers}}' || true`;
}
