import type { Refusal, Result } from "../figures/reading";
import type { Finished, Journal } from "./journal";
import { progressLine } from "./progress-line";
import { type ProbeSpec, type Task, taskName } from "./task";

export interface TaskRun {
  readonly tasks: readonly Task[];
  readonly probes: readonly ProbeSpec[];
  readonly journal: Journal;
  readonly read: (task: Task) => Promise<readonly Result[]>;
  /** Of this computer over a minute. */
  readonly load: () => number;
  readonly say: (line: string) => void;
  /** Ends the run; the current task is not recorded. */
  readonly signal?: AbortSignal;
}

export interface TaskRunResult {
  readonly finished: readonly Finished[];
  /** With the reason in place of each reading. */
  readonly failed: readonly Finished[];
}

/**
 * Runs every task that is not in the journal yet, in order. A failed task is reported, has the reason in place of its
 * readings and stays out of the journal, so that the next run repeats it.
 */
export async function runTasks({ tasks, probes, journal, read, load, say, signal }: TaskRun): Promise<TaskRunResult> {
  const failed: Finished[] = [];
  const taken = new Map(journal.taken());
  for (const task of tasks.filter((each) => !journal.taken().has(taskName(each)))) {
    signal?.throwIfAborted();
    say(progressLine(task, { tasks, probes, taken }));
    const begin = performance.now();
    const start = { task, load: load() };
    const seconds = () => (performance.now() - begin) / 1000;
    try {
      const results = await read(task);
      journal.add({ ...start, seconds: seconds(), results });
    } catch (error) {
      signal?.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      say(`${taskName(task)}: ${reason}`);
      failed.push({ ...start, seconds: seconds(), results: refusals(task, probes, lastLine(reason)) });
    }
    taken.set(taskName(task), seconds());
  }
  signal?.throwIfAborted();
  return { finished: journal.finished, failed };
}

/** Returns the last line of a failed command's output. */
function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? text;
}

function refusals(task: Task, probes: TaskRun["probes"], reason: string): Refusal[] {
  const measures = probes.find(({ id }) => id === task.probe)?.measures ?? [];
  return measures.map((measure) => ({ measure, reason }));
}
