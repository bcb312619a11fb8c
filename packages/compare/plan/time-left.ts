import { type ProbeSpec, type Task, taskName } from "./task";

/** Seconds that finished tasks took, by name. */
export type Taken = ReadonlyMap<string, number>;

/** Seconds that a task will take: as the same probe took on this runtime, else on the other, else as guessed at this run's pace. */
export function expectedSeconds(task: Task, probes: readonly ProbeSpec[], taken: Taken): number {
  const same = [...taken].filter(([name]) => name.startsWith(`${task.probe}/`));
  const here = same.filter(([name]) => name.startsWith(`${task.probe}/${task.runtime}/`));
  const known = here.length > 0 ? here : same;
  if (known.length > 0) return sum(known.map(([, seconds]) => seconds)) / known.length;
  return guessOf(task.probe, probes) * pace(probes, taken);
}

/** Of all tasks that are not in `taken`. */
export function secondsLeft(tasks: readonly Task[], probes: readonly ProbeSpec[], taken: Taken): number {
  const open = tasks.filter((task) => !taken.has(taskName(task)));
  return sum(open.map((task) => expectedSeconds(task, probes, taken)));
}

/** How much slower this machine is than the guesses; 1 until something is known. */
function pace(probes: readonly ProbeSpec[], taken: Taken): number {
  const guessed = sum([...taken.keys()].map((name) => guessOf(name.split("/")[0] ?? "", probes)));
  return guessed === 0 ? 1 : sum([...taken.values()]) / guessed;
}

function guessOf(id: string, probes: readonly ProbeSpec[]): number {
  return probes.find((probe) => probe.id === id)?.guessSeconds ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
