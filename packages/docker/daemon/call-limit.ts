import type { DaemonCall } from "./daemon-call";

/** How long a question may take. */
const queryLimitMs = 60_000;
/** How long a change may take: a busy host needs minutes to start a container, and Docker's plugin waits as long. */
const changeLimitMs = 20 * 60_000;

/** The limit of a call in milliseconds: its own, else that of its kind. */
export function limitOf({ method, limitMs }: Pick<DaemonCall, "method" | "limitMs">): number {
  return limitMs ?? (method === "GET" || method === "HEAD" ? queryLimitMs : changeLimitMs);
}
