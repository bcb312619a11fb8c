import { Qmp } from "@berth/provider/qmp";
import { optionOf, type QemuProcess } from "./qemu-processes";

const limitMs = 20_000;

/** Pauses machines (QMP `stop`): they use no processor until `resume`. */
export async function pause(processes: readonly QemuProcess[]): Promise<void> {
  for (const process of processes) await sendCommand(process, "stop");
}

/** Resumes machines; those that run are left alone. */
export async function resume(processes: readonly QemuProcess[]): Promise<void> {
  for (const process of processes) await sendCommand(process, "cont");
}

async function sendCommand({ argv }: QemuProcess, command: "stop" | "cont"): Promise<void> {
  const qmp = await Qmp.connect(qmpSocketOf(argv), limitMs);
  try {
    await qmp.execute(command, {}, limitMs);
  } finally {
    qmp.close();
  }
}

/** Of a command line that packages/provider/machine/qemu-argv.ts wrote. */
function qmpSocketOf(argv: readonly string[]): string {
  const [, path] = /^unix:(.*),server=on,wait=off$/.exec(optionOf(argv, "-qmp") ?? "") ?? [];
  if (path === undefined) throw new Error(`QEMU has no QMP socket: ${argv.join(" ")}`);
  return path.replaceAll(",,", ",");
}
