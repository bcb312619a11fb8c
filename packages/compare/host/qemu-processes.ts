import { readdirSync, readFileSync } from "node:fs";
import { qemuMemory } from "../parse/memory";

export interface QemuProcess {
  readonly pid: string;
  readonly argv: readonly string[];
}

/** QEMU's processes on this computer that use a stack's private folder. Linux only: it reads /proc. */
export function qemuProcesses(privateFolder: string): readonly QemuProcess[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => ({ pid, argv: (readProc(`${pid}/cmdline`) ?? "").split("\0") }))
    .filter(({ argv }) => argv[0]?.includes("qemu-system") === true)
    .filter(({ argv }) => argv.some((word) => word.includes(`${privateFolder}/`)));
}

/** The word after an option of a command line; undefined without the option. */
export function optionOf(argv: readonly string[], option: string): string | undefined {
  const at = argv.indexOf(option);
  return at < 0 ? undefined : argv[at + 1];
}

/** Sums PSS of the processes, guests' memory apart from QEMU's own; throws if one has ended or belongs to another user. */
export function pssOf(processes: readonly QemuProcess[]): { readonly guests: number; readonly qemu: number } {
  const each = processes.map(({ pid, argv }) => {
    const found = qemuMemory(readProc(`${pid}/smaps`) ?? "", Number(optionOf(argv, "-m")));
    if (found === undefined) throw new Error(`the memory of QEMU's process ${pid} could not be read`);
    return found;
  });
  const sum = (part: "guests" | "qemu") => each.reduce((all, found) => all + found[part], 0);
  return { guests: sum("guests"), qemu: sum("qemu") };
}

/** "tcg" where QEMU emulates; undefined where none of them runs here. */
export function accelerationOf(processes: readonly QemuProcess[]): string | undefined {
  const argv = processes[0]?.argv ?? [];
  return optionOf(argv, "-accel")?.split(",")[0];
}

/** Undefined for a process that has ended, or that is not ours to read. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return undefined;
  }
}
