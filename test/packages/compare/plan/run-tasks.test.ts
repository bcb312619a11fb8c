import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Result } from "../../../../packages/compare/figures/reading";
import { Journal } from "../../../../packages/compare/plan/journal";
import { orderTasks } from "../../../../packages/compare/plan/order-tasks";
import { runTasks } from "../../../../packages/compare/plan/run-tasks";
import { type Task, taskName } from "../../../../packages/compare/plan/task";

const probes = [
  {
    id: "memory",
    what: "measuring the memory",
    guessSeconds: 5,
    rounds: { full: 2, quick: 1 },
    measures: ["memory-hosts", "memory-services"],
  },
];
const tasks = orderTasks(probes, "full");
const key = { machine: "test", versions: {}, commit: "abc", mode: "full", stacks: "one, two" } as const;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "berth-run-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function run(read: (task: Task) => Promise<readonly Result[]>) {
  const said: string[] = [];
  const journal = Journal.open(join(folder, "journal.json"), key);
  const finished = runTasks({ tasks, probes, journal, read, load: () => 1.5, say: (line) => said.push(line) });
  return { finished, said };
}

const value = (number: number) => Promise.resolve([{ measure: "memory-hosts", value: number }]);

test("every task is done in order, with the load at its beginning and the progress printed before", async () => {
  const { finished, said } = run(({ round }) => value(round));
  expect((await finished).finished.map(({ task, load }) => [taskName(task), load])).toEqual(
    tasks.map((task) => [taskName(task), 1.5]),
  );
  expect(said).toHaveLength(4);
  expect(said[0]).toMatch(/^1\/4 {2}measuring the memory of the containers, about 5 s; then/);
});

test("one that fails has its reason in the place of each figure, and the next run does it alone", async () => {
  const first = run(({ runtime, round }) =>
    runtime === "vms" && round === 2 ? Promise.reject(new Error("no answer")) : value(1),
  );
  const { failed } = await first.finished;
  expect(failed.map(({ results }) => results)).toEqual([
    [
      { measure: "memory-hosts", reason: "no answer" },
      { measure: "memory-services", reason: "no answer" },
    ],
  ]);
  expect(first.said).toContain("memory/vms/2: no answer");
  const again: string[] = [];
  const second = run((task) => {
    again.push(taskName(task));
    return value(2);
  });
  expect((await second.finished).finished).toHaveLength(4);
  expect((await second.finished).failed).toEqual([]);
  expect(again).toEqual(["memory/vms/2"]);
});

test("a run that is stopped while something is read to its end begins nothing more, and gives no report", async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const journal = Journal.open(join(folder, "journal.json"), key);
  const read = (task: Task) => {
    asked.push(taskName(task));
    stop.abort(new Error("stopped by SIGINT"));
    return value(1);
  };
  const run = runTasks({ tasks, probes, journal, read, load: () => 0, say: () => undefined, signal: stop.signal });
  await expect(run).rejects.toThrow("stopped by SIGINT");
  expect(asked).toHaveLength(1);
  expect(Journal.open(join(folder, "journal.json"), key).finished).toHaveLength(1);
});

test("a run that is stopped ends there: what was being read is tried again, and nothing after it is begun", async () => {
  const stop = new AbortController();
  const journal = Journal.open(join(folder, "journal.json"), key);
  const asked: string[] = [];
  const read = (task: Task) => {
    asked.push(taskName(task));
    if (asked.length === 1) return value(1);
    stop.abort(new Error("stopped by SIGINT"));
    return Promise.reject(new Error("ssh ended"));
  };
  const run = runTasks({ tasks, probes, journal, read, load: () => 0, say: () => undefined, signal: stop.signal });
  await expect(run).rejects.toThrow("stopped by SIGINT");
  expect(asked).toHaveLength(2);
  expect(Journal.open(join(folder, "journal.json"), key).finished).toHaveLength(1);
});
