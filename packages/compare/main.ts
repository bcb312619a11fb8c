import { join } from "node:path";
import { UsageError } from "@berth/cli/usage-error";
import { projectFolder } from "@berth/cli/stack";
import { type CompareArguments, readArguments } from "./arguments";
import { accelerationOf } from "./host/qemu-processes";
import { commit, load, machine, machineName, versions } from "./host/this-computer";
import { asOnlyRun } from "./runs/only-run";
import { OwnRun } from "./runs/own-run";
import type { Run } from "./runs/run";
import { Journal } from "./plan/journal";
import { type MachineFacts, versionsOf } from "./parse/machine";
import { orderTasks } from "./plan/order-tasks";
import { runTasks, type TaskRunResult } from "./plan/run-tasks";
import { taskName } from "./plan/task";
import { buildComparison, type Circumstances, type MachineSize } from "./report/comparison";
import { writeReport } from "./report/write-report";
import { GivenRun } from "./runs/given-run";

const folder = join(projectFolder, "artifacts", "compare");

/** `npm run compare`: measures two stacks, its own or given ones, and writes compare.json, compare.md and compare.html; continues an interrupted run. */
async function compare({ mode, given, discard }: CompareArguments, signal: AbortSignal): Promise<void> {
  const circumstances = { versions: await versions(), commit: await commit(projectFolder), mode };
  const stacks = given === undefined ? "own" : `${given.containers}, ${given.vms}`;
  const journal = Journal.open(join(folder, `journal-${given === undefined ? "own" : "given"}.json`), {
    ...circumstances,
    machine: machineName(),
    stacks,
  });
  if (discard) {
    await removeOwn(new OwnRun(folder, signal));
    journal.close();
    return;
  }
  if (journal.finished.length > 0)
    say(`continuing after ${journal.finished.length} finished tasks of ${journal.startedAt}`);
  const run = given === undefined ? await openOwn(journal, signal) : await GivenRun.open(given, signal);
  const results = await runTasks({
    tasks: orderTasks(run.probes, mode),
    probes: run.probes,
    journal,
    read: (task) => run.read(task),
    load,
    say,
    signal,
  });
  const files = await report(run, { ...circumstances, startedAt: journal.startedAt }, results);
  if (given === undefined) say("destroying the stacks of the comparison");
  await run.end();
  process.stdout.write(files.map((file) => `${file}\n`).join(""));
  if (results.failed.length === 0) {
    journal.close();
    return;
  }
  const names = results.failed.map(({ task }) => taskName(task)).join(", ");
  throw new UsageError(
    `not measured: ${names}. The report says why; \`npm run compare\` tries these again, and only these`,
  );
}

/** Keeps what an interrupted run of the same journal left; destroys anything else. */
async function openOwn({ finished }: Journal, signal: AbortSignal): Promise<Run> {
  const own = new OwnRun(folder, signal);
  if (finished.length === 0) await removeOwn(own);
  await own.prepare(say);
  return own;
}

async function removeOwn(own: OwnRun): Promise<void> {
  if (own.isBegun()) say("destroying what an interrupted run left");
  await own.end();
}

type Known = Pick<Circumstances, "versions" | "commit" | "mode" | "startedAt">;

/** The files that were written. */
async function report(run: Run, known: Known, { finished, failed }: TaskRunResult): Promise<readonly string[]> {
  const facts = await run.facts().catch((error: unknown) => {
    say(`the hosts' sizes and versions could not be read: ${String(error)}`);
    return { containers: [], vms: [] };
  });
  const circumstances = {
    ...known,
    versions: { ...known.versions, ...versionsOf(facts) },
    finishedAt: new Date().toISOString(),
    machine: machine(accelerationOf(run.processes())),
    stacks: run.stacks,
    conduct: run.conduct,
    sizes: { containers: facts.containers.map(sizeOf), vms: facts.vms.map(sizeOf) },
  };
  return writeReport(buildComparison(circumstances, [...finished, ...failed]), folder);
}

function sizeOf({ processors, memoryBytes }: MachineFacts): MachineSize {
  return { processors, memoryBytes };
}

function say(line: string): void {
  process.stderr.write(`compare: ${line}\n`);
}

/** The first Ctrl-C ends the run after what is being read, the second one at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      say(
        "stopping after what is being read; `npm run compare` continues there, `npm run compare -- --discard` destroys its stacks",
      );
      stop.abort(new UsageError(`stopped by ${name}`));
    });
  }
  return stop.signal;
}

// Node.js exits with 0 when no work is pending: a run that ends like that has not succeeded.
process.exitCode = 1;
void Promise.resolve(process.argv.slice(2))
  .then(readArguments)
  .then((found) => asOnlyRun(folder, () => compare(found, stopSignal())))
  .then(() => (process.exitCode = 0))
  .catch((error: unknown) => {
    const isExpected = error instanceof UsageError;
    const text = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`error: ${text}\n`);
  });
