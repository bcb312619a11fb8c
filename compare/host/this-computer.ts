import { cpus, hostname, loadavg, release, totalmem, type as systemName } from "node:os";
import { guestPlatform } from "../../provider/machine/guest-platform";
import { runCommand, tryCommand } from "../../provider/run-command";
import type { Circumstances } from "../report/comparison";

const limitMs = 30_000;

/** Load of this computer over a minute. */
export function load(): number {
  return loadavg()[0] ?? 0;
}

/** This computer, which asks and, for local stacks, runs the machines. */
export function machine(acceleration: string | undefined): Circumstances["machine"] {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    memoryBytes: totalmem(),
    acceleration: acceleration ?? "no machine of its own",
    system: `${systemName()} ${release()}`,
  };
}

/** What tells this computer from others, so that no journal of another one is gone on with. */
export function machineName(): string {
  return `${hostname()}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
}

/** Of what measures; QEMU's where there is one. */
export async function versions(): Promise<Record<string, string>> {
  const found = { node: process.versions.node };
  const qemu = await tryCommand([guestPlatform().program, "--version"], { limitMs }).catch(() => undefined);
  const [, version] = /version (\S+)/.exec(qemu?.stdout ?? "") ?? [];
  return version === undefined ? found : { ...found, qemu: version };
}

/** Of the checkout, and whether something in it was changed since. */
export async function commit(folder: string): Promise<string> {
  const head = await runCommand(["git", "-C", folder, "rev-parse", "HEAD"], { limitMs });
  const changes = await runCommand(["git", "-C", folder, "status", "--porcelain"], { limitMs });
  return `${head.stdout.trim()}${changes.stdout.trim() === "" ? "" : "-changed"}`;
}
