import type { Result } from "../figures/reading";
import { type Amounts, hostAmount, serviceAmounts } from "./amounts";

/** cpu.sh on every host of a runtime, before and after the same time. */
export interface CpuSpan {
  readonly before: readonly Amounts[];
  readonly after: readonly Amounts[];
}

/** Processor seconds for 1,000 requests; the parts are the services' own. */
export function cpuForRequests(span: CpuSpan, requests: number): Result {
  if (requests === 0) throw new Error("no request was answered");
  const scale = 1000 / requests / 1e6;
  const parts = Object.fromEntries(Object.entries(servicesBusy(span)).map(([name, busy]) => [name, busy * scale]));
  const others = hostsBusy(span) * scale - Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { measure: "cpu-requests", value: hostsBusy(span) * scale, parts: { ...parts, others: Math.max(0, others) } };
}

/** Percent of one processor, of all hosts together; each has its own span. */
export function idleCpu(machines: readonly Amounts[]): Result {
  const shares = machines.map((machine) => hostAmount(machine, "busy") / hostAmount(machine, "span"));
  return { measure: "cpu-idle", value: shares.reduce((sum, share) => sum + share, 0) * 100 };
}

function hostsBusy({ before, after }: CpuSpan): number {
  const busy = (machines: readonly Amounts[]) => machines.reduce((sum, each) => sum + hostAmount(each, "busy"), 0);
  return busy(after) - busy(before);
}

/** A control group that is younger than the beginning would count less than nothing. */
function servicesBusy({ before, after }: CpuSpan): Record<string, number> {
  const from = serviceAmounts(before);
  return Object.fromEntries(
    Object.entries(serviceAmounts(after)).map(([name, busy]) => {
      const spent = busy - (from[name] ?? 0);
      if (spent < 0) throw new Error(`${name} was restarted while its processor time was read`);
      return [name, spent];
    }),
  );
}
