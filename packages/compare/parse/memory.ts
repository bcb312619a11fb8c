import type { Result } from "../figures/reading";
import { type Amounts, hostAmount, serviceAmounts, total } from "./amounts";

/** Of memory.sh on every host of a runtime. */
export function memoryResults(machines: readonly Amounts[]): readonly Result[] {
  const used = machines.map((machine) => hostAmount(machine, "total") - hostAmount(machine, "available"));
  const parts = serviceAmounts(machines);
  const unread = Object.entries(parts).flatMap(([name, bytes]) => (bytes === 0 ? [name] : []));
  if (unread.length > 0) throw new Error(`no page could be read of ${unread.join(", ")}`);
  return [
    { measure: "memory-hosts", value: used.reduce((sum, bytes) => sum + bytes, 0) },
    { measure: "memory-services", value: total(parts), parts },
  ];
}

/**
 * PSS in a QEMU process's smaps, in bytes: of the mapping that is as large as the guest's memory, and of all others. Undefined where the
 * text has no such mapping: the process has ended.
 */
export function qemuMemory(smaps: string, guestMiB: number): { guests: number; qemu: number } | undefined {
  const mappings = [...smaps.matchAll(/^Size:\s+(\d+) kB$[^]*?^Pss:\s+(\d+) kB$/gm)].map(([, size, pss]) => ({
    size: Number(size),
    bytes: Number(pss) * 1024,
  }));
  const guest = mappings.find(({ size }) => size === guestMiB * 1024);
  if (guest === undefined) return undefined;
  const all = mappings.reduce((sum, { bytes }) => sum + bytes, 0);
  return { guests: guest.bytes, qemu: all - guest.bytes };
}
