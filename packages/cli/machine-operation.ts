import type { Operation } from "@berth/provider/resource-kind";

/** A memory of many GiB, or a boot under emulation, on a loaded computer. */
const limitMs = 1_800_000;

/** What the provider's functions need of an operation, for one that a command does with a machine: it prints each message as a line. */
export function machineOperation(name: string): Operation {
  return {
    urn: "",
    name,
    signal: AbortSignal.timeout(limitMs),
    progress: (message) => process.stderr.write(`  ${labelled(name, message)}\n`),
    warn: (message) => process.stderr.write(`warning: ${labelled(name, message)}\n`),
  };
}

function labelled(name: string, message: string): string {
  return message.startsWith(`${name}:`) ? message : `${name}: ${message}`;
}
