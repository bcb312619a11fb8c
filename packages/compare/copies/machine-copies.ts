import { copyFile, constants, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { macOf } from "@berth/infra/mac-address";
import { createOverlay, createQcow2 } from "@berth/provider/qcow2";
import { launchQemu } from "@berth/provider/launch-qemu";
import { machineFiles } from "@berth/provider/machine-files";
import { credentialFile } from "@berth/provider/qemu-argv";
import { makeRuntimeFolder, runtimeFolderOf } from "@berth/provider/runtime-folder";
import { pause, resume } from "../host/pause";
import { optionOf, type QemuProcess, qemuProcesses } from "../host/qemu-processes";
import { type AdminAccess, runScript } from "../host/run-script";
import type { Copies } from "./copies";
import { copyArgv } from "./machine-argv";
import { addressOf, networkText } from "./network-text";
import { stillAnswering } from "./still-answering";

export interface MachineCopiesArgs {
  /** The machine that is copied. */
  readonly process: QemuProcess;
  readonly host: AdminAccess;
  readonly address: string;
  /** The host that checks the copies: a peer of the service. */
  readonly asker: AdminAccess;
  /** What the service needs, and what has to let the copies in. */
  readonly needed: readonly AdminAccess[];
  /** For their disks; gone with them. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const limitMs = 60_000;
/** A service without a volume keeps nothing on it. */
const dataGiB = 4;
const network = "private-network";

/** Machines beside the service's own: each starts from a copy of its disk, as it was at one moment. */
export class MachineCopies implements Copies {
  private readonly started: { readonly address: string; readonly disks: readonly string[] }[] = [];

  private constructor(
    private readonly args: MachineCopiesArgs,
    private readonly network: string,
  ) {}

  static async of(args: MachineCopiesArgs): Promise<MachineCopies> {
    await removeMachineCopies(args.folder);
    await mkdir(args.folder, { recursive: true, mode: 0o700 });
    const copies = new MachineCopies(args, await runScript(args.host, "network"));
    try {
      await copies.keepDisk();
      for (const host of args.needed) await runScript(host, "admit", { words: [`${args.address}/24`] });
      return copies;
    } catch (error) {
      await copies.remove();
      throw error;
    }
  }

  async start(): Promise<void> {
    const { args } = this;
    const number = this.started.length + 1;
    const address = addressOf(args.address, number);
    const directory = join(args.folder, String(number));
    const files = machineFiles(directory);
    const dataDisk = join(directory, "data.qcow2");
    const credential = join(directory, network);
    await mkdir(directory, { mode: 0o700 });
    await makeRuntimeFolder(directory);
    await createOverlay(files.overlay, this.disk, args.signal);
    await createQcow2(dataDisk, dataGiB, args.signal);
    const text = networkText(this.network, address);
    await writeFile(credential, credentialFile(`berth.${network}`, text), { mode: 0o600 });
    const name = `${args.host.name}-copy-${number}`;
    const argv = copyArgv(args.process.argv, { name, files, dataDisk, mac: macOf(address), credential });
    await launchQemu(argv, files, { limitMs, signal: args.signal });
    await runScript(args.asker, "await", { words: [address] });
    this.started.push({ address, disks: [files.overlay, dataDisk] });
  }

  answering(): Promise<number> {
    return stillAnswering(
      this.args.asker,
      this.started.map(({ address }) => address),
    );
  }

  /** Blocks that are allocated, not the sizes that the guest sees. */
  async bytes(): Promise<number> {
    const [first] = this.started;
    if (first === undefined) throw new Error("no copy was started");
    const blocks = await Promise.all(first.disks.map(async (disk) => (await stat(disk)).blocks));
    return blocks.reduce((sum, count) => sum + count * 512, 0);
  }

  async remove(): Promise<void> {
    await removeMachineCopies(this.args.folder);
    for (const host of this.args.needed) await runScript(host, "shut-out");
  }

  private get disk(): string {
    return join(this.args.folder, "disk.qcow2");
  }

  /** As if the machine had been switched off at that moment, with nothing on its way to the disk. */
  private async keepDisk(): Promise<void> {
    const { process, host } = this.args;
    await runScript(host, "settle");
    await pause([process]);
    try {
      await copyFile(overlayOf(process), this.disk, constants.COPYFILE_FICLONE);
    } finally {
      await resume([process]);
    }
  }
}

function overlayOf({ argv }: QemuProcess): string {
  const block = argv.find((word) => word.includes("node-name=root"));
  const [, path] = /file\.filename=(.*)$/.exec(block ?? "") ?? [];
  if (path === undefined) throw new Error(`QEMU has no root disk: ${argv.join(" ")}`);
  return path.replaceAll(",,", ",");
}

/** Ends those whose disks are in the folder, also when an interrupted run left them, and removes it. */
export async function removeMachineCopies(folder: string): Promise<void> {
  for (const { pid, argv } of qemuProcesses(folder)) {
    process.kill(Number(pid), "SIGKILL");
    const directory = dirname(optionOf(argv, "-pidfile") ?? "");
    await rm(runtimeFolderOf(directory), { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}
