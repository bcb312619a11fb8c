import { type ProbeSpec, type Task, taskName } from "./task";
import { expectedSeconds, secondsLeft, type Taken } from "./time-left";

export interface Progress {
  /** All of the run. */
  readonly tasks: readonly Task[];
  readonly probes: readonly ProbeSpec[];
  /** Seconds of those that have ended. */
  readonly taken: Taken;
}

/** Which task of how many, what it does and about how long, what comes then, and the time left with it. */
export function progressLine(task: Task, { tasks, probes, taken }: Progress): string {
  const open = tasks.filter((each) => !taken.has(taskName(each)));
  const next = open[open.indexOf(task) + 1];
  const parts = [
    `${tasks.indexOf(task) + 1}/${tasks.length}  ${describe(task, probes)}, about ${rounded(expectedSeconds(task, probes, taken))}`,
    next === undefined ? "then the report" : `then ${describe(next, probes)}`,
    `${rounded(secondsLeft(tasks, probes, taken))} left`,
  ];
  return parts.join("; ");
}

function describe({ probe, runtime, round }: Task, probes: readonly ProbeSpec[]): string {
  const what = probes.find(({ id }) => id === probe)?.what ?? probe;
  return `${what} of the ${runtime === "vms" ? "VMs" : runtime}${round > 1 ? `, round ${round}` : ""}`;
}

/** A guess has no seconds above a minute and a half. */
function rounded(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
