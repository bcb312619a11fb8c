import { readFileSync, writeFileSync } from "node:fs";

import {
  answers,
  endSwitch,
  ensureSwitch,
  socketOf,
} from "../../../../packages/provider/private-network/switch-process";
import { Qmp } from "../../../../packages/provider/machine/qmp";
import { areStopped, localMachines, networkFolder } from "../../../../packages/provider/snapshot/local-machines";
import { machinePower } from "../../../../packages/provider/snapshot/machine-power";
import { startMachines } from "../../../../packages/provider/snapshot/start-machines";
import { stopMachines } from "../../../../packages/provider/snapshot/stop-machines";
import { suspendMachine } from "../../../../packages/provider/snapshot/suspend-machine";
import { haltingMachine } from "../machine/halting-machine";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

jest.setTimeout(120_000);

// The private folder of a stack of two machines on one private network.
const folder = scratchFolder();
const socket = socketOf(networkFolder(folder));
const network = (last: string) => ({ socket, mac: `02:be:0a:28:00:${last}` });
const machines = [
  haltingMachine(folder, 23222, { name: "api", network: network("04") }),
  haltingMachine(folder, 23322, { name: "db", network: network("05") }),
];
const powers = () => Promise.all(localMachines(folder).map(({ files }) => machinePower(files)));

beforeEach(async () => {
  await ensureSwitch(networkFolder(folder));
  for (const { machine, inputs } of machines) await machine.create(operationNamed("machine"), inputs);
});
afterEach(() => endSwitch(networkFolder(folder)));

async function expectAllRunning(): Promise<void> {
  expect(await powers()).toEqual(["running", "running"]);
  expect(await answers(socket)).toBe(true);
  for (const { files } of machines) {
    const qmp = await Qmp.connect(files.qmpSocket, 10_000);
    expect(await qmp.execute("query-status", {}, 10_000)).toMatchObject({ status: "running" });
    qmp.close();
  }
}

test("all machines of a stack stop with their switch, and all go on", async () => {
  expect(localMachines(folder).map(({ name }) => name)).toEqual(["api", "db"]);
  expect(await areStopped(folder)).toBe(false);
  expect(await stopMachines(folder, operationNamed)).toBeGreaterThan(0);
  expect(await powers()).toEqual(["saved", "saved"]);
  expect([await answers(socket), await areStopped(folder)]).toEqual([false, true]);
  await startMachines(folder, operationNamed);
  await expectAllRunning();
});

test("a stop that was killed after the first machine is completed by the next one, or undone by a start", async () => {
  const [first] = machines;
  if (first === undefined) throw new Error("there is a first machine");
  await suspendMachine(first.files);
  expect([await powers(), await areStopped(folder)]).toEqual([["saved", "running"], true]);
  await startMachines(folder, operationNamed);
  await expectAllRunning();
  await suspendMachine(first.files);
  await stopMachines(folder, operationNamed);
  expect(await powers()).toEqual(["saved", "saved"]);
});

test("a start boots the machines whose processes are gone, as after a restart of this computer", async () => {
  for (const { kill } of machines) await kill();
  await endSwitch(networkFolder(folder));
  expect([await powers(), await areStopped(folder)]).toEqual([["off", "off"], false]);
  await startMachines(folder, operationNamed);
  await expectAllRunning();
});

test("a machine whose memory can't be saved shuts down with a warning, and a start that can't boot it names the fix", async () => {
  const [first, second] = machines;
  if (first === undefined || second === undefined) throw new Error("there are two machines");
  await second.kill();
  const said = operationNamed("api");
  // What a stack that an earlier Berth brought up has: no command line in the record.
  const record = JSON.parse(readFileSync(first.files.record, "utf8")) as object;
  writeFileSync(first.files.record, JSON.stringify({ ...record, launch: undefined }));
  await stopMachines(folder, () => said, 200);
  expect(said.said.join("\n")).toMatch(/its memory can't be saved, so the machine shuts down .* does not record how/);
  expect(await powers()).toEqual(["off", "off"]);
  await expect(startMachines(folder, operationNamed)).rejects.toThrow(/does not record how .*: run `npm run up`/);
});
