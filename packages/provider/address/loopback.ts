import { createHash } from "node:crypto";

/** First host port that is given, and how many there are from it: below Linux's ephemeral range (32768). */
export const firstPort = 20_000;
export const portCount = 10_000;

/** A loopback address of a resource's own, the same for the same seed: clear of 127.0.0.x, which others use. */
export function loopbackOf(seed: string, platform: NodeJS.Platform): string {
  if (platform !== "linux") return "127.0.0.1";
  const [a = 0, b = 0, c = 0] = createHash("sha256").update(seed).digest();
  return `127.${64 + (a % 64)}.${b}.${1 + (c % 254)}`;
}

/** Host ports to try for a guest port, in order: all of the range, from a start of its own. */
export function* portCandidates(seed: string, guestPort: string): Generator<number> {
  const start = createHash("sha256").update(`${seed} ${guestPort}`).digest().readUInt32BE() % portCount;
  for (let step = 0; step < portCount; step++) yield firstPort + ((start + step) % portCount);
}
