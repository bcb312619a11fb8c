import type { CommandLine } from "./parse-command-line";
import { UsageError } from "./usage-error";

const purposes = ["up", "packages", "test", "e2e"];

/** `berth setup [PURPOSE]`: berth.js has installed what a known purpose needs by now, so that only a wrong one is left to refuse. */
export function setup({ positionals: [purpose = "up"] }: CommandLine): Promise<number> {
  if (purposes.includes(purpose)) return Promise.resolve(0);
  throw new UsageError(`Unknown purpose ${JSON.stringify(purpose)}: the purposes are ${purposes.join(", ")}.`);
}
