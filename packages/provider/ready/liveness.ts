import { lastLines } from "@berth/process/last-lines";
import { hostKeyFault } from "./host-key";
import type { Answer } from "./ready-checks";

/** The exit code of ssh itself: the host was not reached. */
export const noConnection = 255;

/** What is known of a host that was ready. */
export type Liveness =
  { readonly kind: "ready" } | { readonly kind: "changed" } | { readonly kind: "unanswered"; readonly reason: string };

/** Reads the answer to livenessQuestion. A host without an answer has not changed: nothing is known of it. */
export function livenessOf({ exitCode, stdout, stderr }: Answer, host: string): Liveness {
  if (exitCode !== noConnection) return { kind: stdout.trim() === "Enforcing" ? "ready" : "changed" };
  // Another host key is for the checks of the update to refuse, with both fingerprints.
  if (hostKeyFault(stderr, { name: host, knownHosts: "" }) !== undefined) return { kind: "changed" };
  return { kind: "unanswered", reason: lastLines(stderr, 2) };
}
