import { join } from "node:path";
import { CommandError } from "../commands/command-error";
import { projectFolder } from "../commands/stack";
import { type CompareArguments, readArguments } from "./arguments";
import type { SideName } from "./figures/reading";
import { accelerationOf, qemuProcesses } from "./host/qemu-processes";
import { commit, load, machine, machineName, versions } from "./host/this-computer";
import { Journal } from "./plan/journal";
import { orderTasks } from "./plan/order-tasks";
import { runTasks } from "./plan/run-tasks";
import { buildComparison } from "./report/comparison";
import { writeReport } from "./report/write-report";
import { probes } from "./sides/probes";
import { openSide, type Side } from "./sides/side";

const folder = join(projectFolder, "artifacts", "compare");

/** `npm run compare`: measures two running stacks and writes compare.json, compare.md and compare.html; goes on with an interrupted run. */
async function main({ mode, ...stacks }: CompareArguments): Promise<void> {
  const sides: Readonly<Record<SideName, Side>> = {
    containers: await openSide("containers", stacks.containers),
    vms: await openSide("vms", stacks.vms),
  };
  const processes = Object.values(sides).flatMap(({ privateFolder }) =>
    privateFolder === undefined ? [] : qemuProcesses(privateFolder),
  );
  const found = { versions: await versions(processes[0]?.argv[0]), commit: await commit(projectFolder), mode };
  const key = { ...found, machine: machineName(), stacks: `${stacks.containers}, ${stacks.vms}` };
  const journal = Journal.open(join(folder, "journal.json"), key);
  if (journal.finished.length > 0)
    say(`going on after ${journal.finished.length} finished tasks of ${journal.startedAt}`);
  const finished = await runTasks({
    tasks: orderTasks(probes, mode),
    probes,
    journal,
    read: async ({ probe, side }) => (await probes.find(({ id }) => id === probe)?.read(sides[side])) ?? [],
    load,
    say,
  });
  const circumstances = {
    ...found,
    startedAt: journal.startedAt,
    finishedAt: new Date().toISOString(),
    machine: machine(accelerationOf(processes)),
    stacks,
  };
  for (const file of await writeReport(buildComparison(circumstances, finished), folder))
    process.stdout.write(`${file}\n`);
}

function say(line: string): void {
  process.stderr.write(`compare: ${line}\n`);
}

void Promise.resolve(process.argv.slice(2))
  .then(readArguments)
  .then(main)
  .catch((error: unknown) => {
    const isExpected = error instanceof CommandError;
    const text = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`error: ${text}\n`);
    process.exitCode = 1;
  });
