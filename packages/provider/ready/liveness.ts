import { lastLines } from "@berth/process/last-lines";
import { parseRoom, type Room } from "../disk-room/room";
import { hostKeyFault } from "./host-key";
import type { Answer } from "./ready-checks";

/** The exit code of ssh itself: the host was not reached. */
export const noConnection = 255;

/** What is known of a host that was ready. */
export type Liveness =
  | { readonly kind: "ready"; readonly room?: Room }
  | { readonly kind: "changed" }
  | { readonly kind: "unanswered"; readonly reason: string };

/** Reads the answer to livenessQuestion. A host without an answer has not changed: nothing is known of it. */
export function livenessOf({ exitCode, stdout, stderr }: Answer, host: string): Liveness {
  if (exitCode !== noConnection) return answered(stdout);
  // Another host key is for the checks of the update to refuse, with both fingerprints.
  if (hostKeyFault(stderr, { name: host, knownHosts: "" }) !== undefined) return { kind: "changed" };
  return { kind: "unanswered", reason: lastLines(stderr, 2) };
}

/** A host whose free room can't be read counts as unchanged. */
function answered(stdout: string): Liveness {
  const [mode = "", disk = ""] = stdout.trim().split("\n");
  const room = parseRoom(disk);
  return mode === "Enforcing" ? { kind: "ready", ...(room && { room }) } : { kind: "changed" };
}
