// Plain JavaScript: the setup needs it before anything is compiled.
"use strict";
const { spawnSync } = require("node:child_process");
const { accessSync, constants, mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const limitMs = 10_000;
/** What the boot sector writes to the port that ends QEMU, and the exit code that QEMU makes of it. */
const written = 0x2a;
const exitCode = (written << 1) | 1;

/** mov al, 0x2a; mov dx, 0xf4; out dx, al; hlt */
const program = Buffer.from([0xb0, written, 0xba, 0xf4, 0x00, 0xee, 0xf4]);

/**
 * Whether a guest runs here with KVM. False where /dev/kvm can't be opened, or where it opens and a guest does not get to its
 * first instructions. Where QEMU is not installed, what can be opened counts as working.
 */
function kvmWorks({ device = "/dev/kvm", qemu = "qemu-system-x86_64" } = {}) {
  if (!canOpen(device)) return false;
  const folder = mkdtempSync(join(tmpdir(), "berth-kvm-"));
  try {
    const disk = join(folder, "boot.img");
    writeFileSync(disk, bootSector());
    const { error, status } = spawnSync(qemu, argumentsFor(disk), { timeout: limitMs, stdio: "ignore" });
    return error?.code === "ENOENT" || status === exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bootSector() {
  const sector = Buffer.alloc(512);
  program.copy(sector);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}

function argumentsFor(disk) {
  return [
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-snapshot"],
    ...["-machine", "pc", "-accel", "kvm", "-cpu", "host", "-m", "64"],
    ...["-device", "isa-debug-exit,iobase=0xf4,iosize=0x04", "-drive", `if=ide,format=raw,file=${disk}`],
  ];
}

function canOpen(device) {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

module.exports = { kvmWorks };
