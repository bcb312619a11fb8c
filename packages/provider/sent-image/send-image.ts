import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { CommandResult } from "@berth/process/command";
import { lastLines } from "@berth/process/last-lines";
import { noRoom } from "../disk-room/require-room";
import { reserveOf } from "../disk-room/room";
import type { Operation } from "../resource-kind";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";
import { type HostImages, readHostImages } from "./host-images";
import { loadArchive } from "./load-archive";
import { missingLayers } from "./missing-layers";
import { readSavedImage, type SavedImage, type SavedLayer } from "./saved-image";

export interface Sending {
  /** How a host is reached. */
  readonly run: typeof runRemote;
  readonly host: RemoteHost;
  /** The name that the image gets. */
  readonly image: string;
  /** Gives the path of its archive on this computer; called only when the host lacks the image. */
  readonly archive: () => Promise<string>;
}

/** A gigabyte to an emulated machine, or by a slow line. */
const sendLimitMs = 30 * 60_000;
const sayAgainMs = 2_000;
const mib = 1 << 20;
/** The daemon keeps what it receives until it has unpacked it. */
const spaceFactor = 2;
/** ssh's own: not connected. */
const notConnected = 255;

/** Gives the host an image under a name, by those of its layers that the host lacks; one that it has is not sent. */
export async function sendImage(operation: Operation, sending: Sending): Promise<void> {
  const { run, host, image } = sending;
  const there = await readHostImages(operation, run, { host, image });
  if (there.hasImage) return;
  const path = await sending.archive();
  const saved = await readSavedImage(path);
  checkPlatform(saved, there, sending);
  const missing = missingLayers(saved.layers, there.held);
  const result = await load(operation, sending, { path, saved, layers: missing, there });
  if (result.exitCode === 0) return;
  // A layer that was there may have gone with its image meanwhile.
  const isRetried = missing.length < saved.layers.length && result.exitCode !== notConnected && !isFull(result);
  const last = isRetried ? await load(operation, sending, { path, saved, layers: saved.layers, there }) : result;
  if (last.exitCode !== 0) throw sendFault(sending, last);
}

interface Load {
  readonly path: string;
  readonly saved: SavedImage;
  readonly layers: readonly SavedLayer[];
  readonly there: HostImages;
}

async function load(
  operation: Operation,
  { run, host, image }: Sending,
  { path, saved, layers, there }: Load,
): Promise<CommandResult> {
  const total = layers.reduce((sum, { size }) => sum + size, 0);
  await checkSpace(operation, total, { run, host, image, there });
  const count = `${layers.length} of ${saved.layers.length} layers`;
  let sent = 0;
  const say = () =>
    operation.progress(`${host.alias}: sending ${image}, ${count}: ${inMib(sent)} of ${inMib(total)} MiB`);
  say();
  const saying = setInterval(say, sayAgainMs);
  const onBytes = (bytes: number) => {
    sent += bytes;
  };
  const stream = packed(loadArchive({ path, image: saved, name: image, layers, onBytes }));
  try {
    return await run(host, "docker load --quiet", { stream, limitMs: sendLimitMs, signal: operation.signal });
  } finally {
    clearInterval(saying);
    stream.destroy();
  }
}

/** Level 1: an emulated machine decrypts slower than this computer packs. The daemon unpacks by itself. */
function packed(archive: AsyncGenerator<Buffer>): Readable {
  // What fails is an error of the last stream, which its reader has.
  return pipeline(Readable.from(archive, { objectMode: false }), createGzip({ level: 1 }), () => undefined);
}

function checkPlatform({ platform }: SavedImage, there: HostImages, { host, image }: Sending): void {
  if (platform === there.platform) return;
  throw new Error(
    `send ${image} to ${host.alias}: the image is for ${platform} and the host is ${there.platform}: build it with --platform ${there.platform}`,
  );
}

async function checkSpace(operation: Operation, bytes: number, { run, host, image, there }: Space): Promise<void> {
  const { room } = there;
  const neededBytes = bytes * spaceFactor + reserveOf(room);
  if (room.freeBytes >= neededBytes) return;
  throw await noRoom(operation, { run, host, room, doing: `send ${image} to ${host.alias}`, neededBytes });
}

interface Space extends Pick<Sending, "run" | "host" | "image"> {
  readonly there: HostImages;
}

function sendFault({ host, image }: Sending, result: CommandResult): Error {
  const printed = lastLines(result.stderr.trim() === "" ? result.stdout : result.stderr, 8);
  const what = `send ${image} to ${host.alias}`;
  if (result.exitCode === notConnected)
    return new Error(`${what}: the connection was lost: ${printed || "ssh gave no reason"}. Run the command again`);
  if (isFull(result)) return new Error(`${what}: the host's data disk is full: raise dataDiskGiB\n${printed}`);
  return new Error(`${what}: docker load failed: ${printed}`);
}

function isFull({ stderr }: CommandResult): boolean {
  return /no space left on device/i.test(stderr);
}

function inMib(bytes: number): string {
  return (bytes / mib).toFixed(bytes < 10 * mib ? 1 : 0);
}
