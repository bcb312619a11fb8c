import { join } from "node:path";

import { dataNode } from "../disk/attached-disk";
import type { Acceleration } from "./acceleration";
import { forwardsOf, userNetwork } from "./forwards";
import type { GuestPlatform } from "./guest-platform";
import type { MachineFiles } from "./machine-files";
import { bootsItself, type MachineInputs } from "./machine-inputs";

export interface QemuSettings {
  readonly name: string;
  readonly acceleration: Acceleration;
  /** Of QEMU, "10.0.2". */
  readonly version: string;
  readonly platform: GuestPlatform;
}

/** QEMU's command line for a machine ; no secret is in it. Not -daemonize: the sandbox forbids its fork. */
export function qemuArgv(inputs: MachineInputs, files: MachineFiles, settings: QemuSettings): readonly string[] {
  const { program, machine, firmware, hasSandbox } = settings.platform;
  return [
    program,
    ...["-name", `guest=${escaped(settings.name)}`],
    ...["-nodefaults", "-no-user-config", "-display", "none"],
    ...["-machine", machine],
    ...(firmware === undefined ? [] : ["-bios", firmware]),
    ...accelerationArgv(settings),
    ...["-smp", String(inputs.cpus), "-m", String(inputs.memoryMiB)],
    ...kernelArgv(inputs),
    ...diskArgv({ node: "root", path: files.overlay }),
    ...diskArgv({ node: dataNode, path: inputs.dataDisk, serial: "data" }),
    ...seedArgv(inputs, files),
    ...["-netdev", userNetwork(forwardsOf(inputs))],
    ...["-device", "virtio-net-pci,netdev=net0,romfile="],
    ...networkArgv(inputs),
    ...["-device", "virtio-rng-pci"],
    ...["-chardev", `file,id=serial,path=${escaped(files.serialLog)},append=on`, "-serial", "chardev:serial"],
    ...credentialNames(inputs).flatMap((name) => ["-smbios", `type=11,path=${escaped(join(files.credentials, name))}`]),
    ...["-qmp", `unix:${escaped(files.qmpSocket)},server=on,wait=off`],
    ...(hasSandbox ? ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"] : []),
    ...["-pidfile", files.pidFile],
  ];
}

/**
 * What makes the guest run on this QEMU; 7.2's TCG crashes a 6.12 guest by cmpxchg16b and by threads (design.md §6). TCG runs a
 * `rep movsb` byte by byte: a guest that is not told of fast ones copies memory four times as fast (measured with tar).
 */
export function accelerationArgv({
  acceleration,
  version,
}: Pick<QemuSettings, "acceleration" | "version">): readonly string[] {
  if (acceleration !== "tcg") return ["-accel", acceleration, "-cpu", "host"];
  const major = Number(version.split(".")[0]);
  return major >= 10
    ? ["-accel", "tcg,thread=multi", "-cpu", "max,-erms,-fsrm"]
    : ["-accel", "tcg,thread=single", "-cpu", "max,cx16=off,-erms,-fsrm"];
}

/** Content of a credential's file: a text of SMBIOS type 11, which systemd in the guest reads. */
export function credentialFile(name: string, value: string): string {
  return `io.systemd.credential.binary:${name}=${Buffer.from(value).toString("base64")}`;
}

/** The user-data travels as a credential too: our image has no cloud-init to look for a disk with it. */
export function credentialsOf(inputs: MachineInputs): Readonly<Record<string, string>> {
  return bootsItself(inputs.image) ? inputs.credentials : { "berth.user-data": inputs.userData, ...inputs.credentials };
}

function kernelArgv({ image, kernelArgs }: MachineInputs): readonly string[] {
  const { kernel, initrd } = image;
  if (kernel === undefined || initrd === undefined) return [];
  return ["-kernel", kernel, "-initrd", initrd, "-append", `root=/dev/vda console=ttyS0 ${kernelArgs}`];
}

/** A FAT disk with the label that cloud-init looks for, made by QEMU of the folder's files and never written. */
function seedArgv({ image }: MachineInputs, { seed }: MachineFiles): readonly string[] {
  if (!bootsItself(image)) return [];
  const block = `driver=vvfat,node-name=seed,read-only=on,label=CIDATA,dir=${escaped(seed)}`;
  return ["-blockdev", block, "-device", "virtio-blk-pci,drive=seed"];
}

/** A switch that is gone and comes again is found again: no machine has to restart for it. */
function networkArgv({ network }: MachineInputs): readonly string[] {
  if (network === undefined) return [];
  const { socket, mac } = network;
  const netdev = `stream,id=net1,server=off,addr.type=unix,addr.path=${escaped(socket)},reconnect-ms=500`;
  return ["-netdev", netdev, "-device", `virtio-net-pci,netdev=net1,romfile=,mac=${mac}`];
}

function credentialNames(inputs: MachineInputs): readonly string[] {
  return Object.keys(credentialsOf(inputs)).sort();
}

function diskArgv({ node, path, serial }: { node: string; path: string; serial?: string }): readonly string[] {
  const block = `driver=qcow2,node-name=${node},discard=unmap,file.driver=file,file.filename=${escaped(path)}`;
  const device = `virtio-blk-pci,drive=${node}${serial === undefined ? "" : `,serial=${serial}`}`;
  return ["-blockdev", block, "-device", device];
}

/** In QEMU's key=value lists a comma ends a value unless it is doubled. */
function escaped(value: string): string {
  return value.replaceAll(",", ",,");
}
