import type { Result } from "../figures/reading";
import { type Amounts, hostAmount, serviceAmounts, total } from "./amounts";

/** Of memory.sh on every host of a side. */
export function memoryResults(machines: readonly Amounts[]): readonly Result[] {
  const used = machines.map((machine) => hostAmount(machine, "total") - hostAmount(machine, "available"));
  const parts = serviceAmounts(machines);
  const unread = Object.entries(parts).flatMap(([name, bytes]) => (bytes === 0 ? [name] : []));
  return [
    { measure: "memory-hosts", value: used.reduce((sum, bytes) => sum + bytes, 0) },
    unread.length === 0
      ? { measure: "memory-services", value: total(parts), parts }
      : { measure: "memory-services", reason: `no page could be read of ${unread.join(", ")}` },
  ];
}

/** KiB of PSS in a process's smaps_rollup, in bytes; undefined where the text has none: the process has ended. */
export function pssBytes(rollup: string): number | undefined {
  const [, kibibytes] = /^Pss:\s+(\d+) kB$/m.exec(rollup) ?? [];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
