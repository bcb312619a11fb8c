import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { createQcow2 } from "../../../../packages/provider/disk/qcow2";
import { answerFile } from "../../../../packages/provider/machine/acceleration";
import { machineKind } from "../../../../packages/provider/machine/machine";
import { machineFiles } from "../../../../packages/provider/machine/machine-files";
import type { MachineInputs } from "../../../../packages/provider/machine/machine-inputs";
import { findMachineProcess } from "../../../../packages/provider/machine/machine-process";
import { qemuVersion } from "../../../../packages/provider/machine/preflight";
import { runtimeFolderOf } from "../../../../packages/provider/runtime-folder";
import { haltingKernel } from "./halting-kernel";

interface Options {
  readonly name?: string;
  readonly network?: NonNullable<MachineInputs["network"]>;
}

/** A machine for the tests of one file: a real QEMU whose guest runs and does nothing. Its process ends after each test. */
export function haltingMachine(scratch: string, port: number, { name = "web, with comma", network }: Options = {}) {
  const directory = join(scratch, "machines", name);
  const files = machineFiles(directory);
  const inputs: MachineInputs = {
    directory,
    image: {
      digest: "0".repeat(64),
      rootDisk: join(scratch, "root.qcow2"),
      kernel: join(scratch, "vmlinuz"),
      initrd: join(scratch, "initrd.img"),
    },
    kernelArgs: "root=/dev/vda quiet",
    cpus: 1,
    memoryMiB: 256,
    userData: "#cloud-config\n",
    credentials: { "berth.host-key": "the-private-key" },
    dataDisk: join(scratch, `${name}-data.qcow2`),
    address: "127.77.66.55",
    hostPorts: { "22": port, "80": port + 58 },
    ...(network && { network }),
  };
  const pid = () => findMachineProcess(files.pidFile);
  const kill = async () => {
    const running = await pid();
    if (running !== undefined) process.kill(running, "SIGKILL");
    while ((await pid()) !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  beforeAll(() => makeDisks(scratch, inputs));
  afterEach(kill);
  afterAll(() => rmSync(runtimeFolderOf(directory), { recursive: true, force: true }));
  // This guest never shuts down: the wait for it is cut short.
  return { machine: machineKind({ restartMs: 200, deleteMs: 200 }), directory, files, inputs, pid, kill };
}

async function makeDisks(scratch: string, { image, dataDisk }: MachineInputs): Promise<void> {
  const signal = AbortSignal.timeout(60_000);
  process.env["XDG_CACHE_HOME"] = join(scratch, "cache");
  writeFileSync(join(scratch, "vmlinuz"), haltingKernel());
  writeFileSync(join(scratch, "initrd.img"), Buffer.alloc(512));
  await createQcow2(image.rootDisk, 1, signal);
  await createQcow2(dataDisk, 1, signal);
  // This kernel never prints that it starts init: a faster acceleration is not looked for.
  const answer = answerFile(await qemuVersion());
  mkdirSync(dirname(answer), { recursive: true });
  writeFileSync(answer, "tcg");
}
