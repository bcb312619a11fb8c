import { existsSync } from "node:fs";

/** What differs between the machines that QEMU makes on different computers. */
export interface GuestPlatform {
  readonly program: "qemu-system-x86_64" | "qemu-system-aarch64";
  readonly machine: "q35" | "virt";
  /** The firmware that starts a boot loader; absent: QEMU's own does. */
  readonly firmware?: string;
  /** Whether QEMU can give up system calls (seccomp, Linux alone); elsewhere the option itself is an error. */
  readonly hasSandbox: boolean;
}

interface Computer {
  readonly architecture: string;
  readonly system: string;
  readonly hasFile: (path: string) => boolean;
}

const thisComputer: Computer = { architecture: process.arch, system: process.platform, hasFile: existsSync };

/** UEFI for aarch64: where Debian's qemu-efi-aarch64 puts it; else the name that QEMU finds among its own files, as Homebrew ships it. */
const debianFirmware = "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd";

/** A guest has the processor of its computer: another one would be emulated, whatever accelerates. */
export function guestPlatform({ architecture, system, hasFile } = thisComputer): GuestPlatform {
  const hasSandbox = system === "linux";
  if (architecture !== "arm64") return { program: "qemu-system-x86_64", machine: "q35", hasSandbox };
  const firmware = hasFile(debianFirmware) ? debianFirmware : "edk2-aarch64-code.fd";
  return { program: "qemu-system-aarch64", machine: "virt", firmware, hasSandbox };
}
