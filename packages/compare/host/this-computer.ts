import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cpus, hostname, loadavg, release, totalmem, type as systemName } from "node:os";
import { join } from "node:path";
import { guestPlatform } from "@berth/provider/guest-platform";
import { runCommand, tryCommand } from "@berth/process/run-command";
import type { Circumstances } from "../report/comparison";

const limitMs = 30_000;

/** Load of this computer over a minute. */
export function load(): number {
  return loadavg()[0] ?? 0;
}

/** This computer: it sends the requests and, for local stacks, runs the machines. */
export function machine(acceleration: string | undefined): Circumstances["machine"] {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    memoryBytes: totalmem(),
    acceleration: acceleration ?? "no machine of its own",
    system: `${systemName()} ${release()}`,
  };
}

/** Identifies this computer, so that a journal of another one is not continued. */
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

/** Of the checkout; where something was changed since, with a hash over all that. */
export async function commit(folder: string): Promise<string> {
  const git = async (...words: string[]) => (await runCommand(["git", "-C", folder, ...words], { limitMs })).stdout;
  const head = (await git("rev-parse", "HEAD")).trim();
  const changes = await git("diff", "HEAD", "--binary");
  const added = (await git("ls-files", "-z", "--others", "--exclude-standard"))
    .split("\0")
    .filter((path) => path !== "");
  if (changes === "" && added.length === 0) return head;
  const hash = createHash("sha256").update(changes);
  for (const path of added) hash.update(path).update(readFileSync(join(folder, path)));
  return `${head}-changed-${hash.digest("hex").slice(0, 8)}`;
}
