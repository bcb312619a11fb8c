import { createHash } from "node:crypto";
import { access, constants, mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, release } from "node:os";
import { dirname, join } from "node:path";

import { cacheFolder } from "../machine-image/image-cache";
import type { Operation } from "../resource-kind";
import { tryCommand } from "@berth/process/run-command";
import { guestPlatform } from "./guest-platform";
import { type BootImage, bootsItself } from "./machine-inputs";

export type Acceleration = "kvm" | "hvf" | "tcg";

/** A guest under KVM is at its init within a second; one that isn't by now never will be. */
const bootLimitMs = 12_000;
/** With firmware and boot loader, that may wait for a key. */
const diskBootLimitMs = 30_000;

/**
 * The fastest acceleration that boots the machine's own kernel here: /dev/kvm may exist, open, and still not work.
 * The answer is kept per QEMU version, kernel of this computer and CPU.
 */
export async function chooseAcceleration(
  operation: Operation,
  version: string,
  guest: BootImage,
): Promise<Acceleration> {
  if (process.platform === "darwin") return "hvf";
  if (!(await canOpenKvm())) return "tcg";
  const file = answerFile(version);
  const known = await readFile(file, "utf8").catch(() => "");
  if (known === "kvm" || known === "tcg") return known;
  operation.progress("trying whether KVM boots a guest here");
  const chosen = (await bootsUnderKvm(operation.signal, guest)) ? "kvm" : "tcg";
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, chosen);
  return chosen;
}

async function canOpenKvm(): Promise<boolean> {
  return access("/dev/kvm", constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Where the answer for this QEMU on this computer is kept. */
export function answerFile(version: string): string {
  const key = createHash("sha256").update([version, release(), cpus()[0]?.model ?? ""].join("\n"));
  return join(cacheFolder(), "acceleration", key.digest("hex"));
}

/** Boots until the kernel has started a first process: kernel and initrd with no disk, or a stock image on a copy that is thrown away. */
async function bootsUnderKvm(signal: AbortSignal, guest: BootImage): Promise<boolean> {
  const seen = new AbortController();
  const onLine = (line: string) => {
    if (/Run \/init as init process|systemd\[1\]|Welcome to /.test(line)) seen.abort();
  };
  const stop = AbortSignal.any([signal, seen.signal]);
  const limitMs = bootsItself(guest) ? diskBootLimitMs : bootLimitMs;
  // However it ends, only what it said counts: it never ends by itself when it works.
  await tryCommand(kvmProbeArgv(guest), { limitMs, signal: stop, onLine }).catch(() => undefined);
  signal.throwIfAborted();
  return seen.signal.aborted;
}

/** The kernel's messages come on stdout. */
export function kvmProbeArgv({ kernel, initrd, rootDisk }: BootImage): readonly string[] {
  const guest =
    kernel === undefined || initrd === undefined
      ? ["-snapshot", "-drive", `if=virtio,format=qcow2,file=${rootDisk.replaceAll(",", ",,")}`]
      : ["-kernel", kernel, "-initrd", initrd, "-append", "console=ttyS0 panic=-1"];
  const { program, machine, firmware } = guestPlatform();
  return [
    program,
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"],
    ...["-machine", machine, ...(firmware === undefined ? [] : ["-bios", firmware])],
    ...["-accel", "kvm", "-cpu", "host", "-m", "512"],
    ...guest,
    ...["-serial", "stdio"],
  ];
}
