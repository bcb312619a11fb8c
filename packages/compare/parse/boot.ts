import type { Result } from "../figures/reading";
import { total } from "./amounts";

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, min: 60, s: 1, ms: 0.001, us: 0.000001 };

/** Seconds by phase of "Startup finished in 1.5s (kernel) + 1min 2.3s (userspace) = 1min 3.8s". Throws where systemd has not finished. */
export function bootPhases(text: string): Record<string, number> {
  const [, phases] = /^Startup finished in (.*) = /m.exec(text) ?? [];
  if (phases === undefined) throw new Error(`the machine's start has not finished: ${JSON.stringify(text.trim())}`);
  return Object.fromEntries(
    phases.split(" + ").map((phase) => {
      const [, time = "", name = ""] = /^(.*) \((\w+)\)$/.exec(phase) ?? [];
      return [name, secondsOf(time)];
    }),
  );
}

/** Of boot.sh on every host of a runtime: the slowest one's. */
export function bootResult(machines: readonly Readonly<Record<string, number>>[]): Result {
  const [slowest] = [...machines].sort((a, b) => total(b) - total(a));
  if (slowest === undefined) throw new Error("boot.sh ran on no machine");
  return { measure: "boot", value: total(slowest), parts: slowest };
}

function secondsOf(time: string): number {
  return time.split(" ").reduce((sum, word) => {
    const [, digits, unit = ""] = /^([\d.]+)([a-z]+)$/.exec(word) ?? [];
    const factor = unitSeconds[unit];
    if (digits === undefined || factor === undefined)
      throw new Error(`not a time of systemd's: ${JSON.stringify(time)}`);
    return sum + Number(digits) * factor;
  }, 0);
}
