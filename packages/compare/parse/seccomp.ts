import type { Result } from "../figures/reading";
import { type Instruction, readFilter, runFilter } from "./bpf";

export interface Filtered {
  readonly service: string;
  readonly machine: string;
  readonly filters: readonly (readonly Instruction[])[];
}

/** AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 of linux/audit.h. */
const architectures: Readonly<Record<string, number>> = { x86_64: 0xc000003e, aarch64: 0xc00000b7 };
/** Past the last system call of Linux 6.16. */
const calls = 467;
/** SECCOMP_RET_ACTION_FULL, SECCOMP_RET_ALLOW and SECCOMP_RET_LOG of linux/seccomp.h. */
const actionBits = 0xffff0000;
const passing: ReadonlySet<number> = new Set([0x7fff0000, 0x7ffc0000]);

/** Of seccomp.sh on one machine; throws where a service's filters did not come whole. */
export function parseSeccomp(text: string): readonly Filtered[] {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const machine = lines.find(([kind]) => kind === "machine")?.[1] ?? "";
  return lines
    .filter(([kind]) => kind === "filters")
    .map(([, service = "", count = ""]) => {
      const filters = lines
        .filter(([kind, name]) => kind === "filter" && name === service)
        .map(([, , hex = ""]) => readFilter(hex));
      if (filters.length !== Number(count))
        throw new Error(`${service} has ${count} filters, ${filters.length} were read`);
      return { service, machine, filters };
    });
}

/** The service that most calls are open to. */
export function syscallResult(machines: readonly (readonly Filtered[])[]): Result {
  const counts = machines.flat().map((filtered) => ({ ...filtered, open: openCalls(filtered) }));
  if (counts.length === 0) throw new Error("no service runs on these machines");
  return {
    measure: "syscalls",
    value: Math.max(...counts.map(({ open }) => open)),
    evidence: counts.map(
      ({ service, open, filters }) => `${service}: ${open} of ${calls}, through ${filters.length} filters`,
    ),
  };
}

/** Calls that every filter lets through; of several filters the kernel takes the strictest answer. */
export function openCalls({ machine, filters }: Filtered): number {
  const architecture = architectures[machine];
  if (architecture === undefined) throw new Error(`the architecture ${machine} is not known here`);
  const passes = (number: number) =>
    filters.every((filter) => passing.has((runFilter(filter, { number, architecture }) & actionBits) >>> 0));
  return Array.from({ length: calls }, (_, number) => number).filter(passes).length;
}
