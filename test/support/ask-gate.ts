import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { ApiRequest } from "./hostile-requests";

export const gateFolder = resolve(__dirname, "../../packages/provider/docker-gate");
const checker = join(__dirname, "../packages/provider/docker-gate/check-requests.py");

/** What goes to the daemon, or why nothing does. */
export interface Verdict {
  readonly target?: string;
  readonly body?: unknown;
  readonly reasons?: readonly string[];
}

/** The gate's verdict on each request, by its own rules. */
export function askGate(requests: readonly ApiRequest[]): readonly Verdict[] {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const { stdout, stderr, status } = spawnSync("python3", ["-IBS", checker, gateFolder], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`check-requests.py: ${stderr}`);
  const verdicts = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Verdict);
  if (verdicts.length !== requests.length)
    throw new Error(`check-requests.py: ${verdicts.length} verdicts for ${requests.length} requests`);
  return verdicts;
}
