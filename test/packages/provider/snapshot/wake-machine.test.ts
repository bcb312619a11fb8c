import { writeFile } from "node:fs/promises";
import { appendFileSync, existsSync, truncateSync, utimesSync, writeFileSync } from "node:fs";

import { launchQemu } from "../../../../packages/provider/machine/launch-qemu";
import { readRecord, writeRecord } from "../../../../packages/provider/machine/machine-record";
import { Qmp } from "../../../../packages/provider/machine/qmp";
import { bootAgain } from "../../../../packages/provider/snapshot/boot-again";
import { incomingArgv } from "../../../../packages/provider/snapshot/launch-argv";
import { machinePower } from "../../../../packages/provider/snapshot/machine-power";
import { loadMemory, orContinue, saveMemory } from "../../../../packages/provider/snapshot/migration";
import { readSnapshot, revokeSnapshot, writeSnapshot } from "../../../../packages/provider/snapshot/snapshot-record";
import { suspendMachine } from "../../../../packages/provider/snapshot/suspend-machine";
import { wakeMachine } from "../../../../packages/provider/snapshot/wake-machine";
import { haltingMachine } from "../machine/halting-machine";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

jest.setTimeout(120_000);

const { machine, files, inputs, pid } = haltingMachine(scratchFolder(), 23122);
const operation = () => operationNamed("web");

async function upped() {
  const made = await machine.create(operation(), inputs);
  return { ...made, inputs };
}

async function monitor<T>(act: (qmp: Qmp) => Promise<T>): Promise<T> {
  const qmp = await Qmp.connect(files.qmpSocket, 10_000);
  try {
    return await act(qmp);
  } finally {
    qmp.close();
  }
}

const guest = () => monitor((qmp) => qmp.execute("query-status", {}, 10_000));
const running = expect.objectContaining({ status: "running", running: true }) as object;

async function expectRunningAlone(): Promise<void> {
  expect(await guest()).toEqual(running);
  expect(await machinePower(files)).toBe("running");
  expect([existsSync(files.memory), existsSync(files.snapshot), existsSync(files.credentials)]).toEqual([
    false,
    false,
    false,
  ]);
}

test("a stopped machine has no process, and goes on as the same boot", async () => {
  const state = await upped();
  await suspendMachine(files);
  expect([await pid(), await machinePower(files)]).toEqual([undefined, "saved"]);
  expect(await machine.drift?.(state, inputs, () => undefined)).toEqual(["bootId"]);
  expect(await wakeMachine(operation(), files)).toBe("running");
  await expectRunningAlone();
  expect(await machine.drift?.(state, inputs, () => undefined)).toEqual([]);
});

test("stops and starts as often as wanted", async () => {
  await upped();
  for (let round = 0; round < 3; round++) {
    await suspendMachine(files);
    expect(await wakeMachine(operation(), files)).toBe("running");
  }
  await expectRunningAlone();
});

test("an update of a stopped machine has it go on, and restarts it only where its inputs are others", async () => {
  const state = await upped();
  await suspendMachine(files);
  expect(await machine.update?.(operation(), inputs, state)).toEqual(state.outputs);
  await suspendMachine(files);
  const larger = { ...inputs, memoryMiB: 300 };
  const updated = await machine.update?.(operation(), larger, state);
  expect(updated?.bootId).not.toBe(state.outputs.bootId);
  expect(updated?.rootId).toBe(state.outputs.rootId);
  await expectRunningAlone();
});

test("a stopped machine is deleted with its memory", async () => {
  const state = await upped();
  await suspendMachine(files);
  await machine.delete(operation(), state);
  expect([existsSync(files.directory), existsSync(inputs.dataDisk)]).toEqual([false, true]);
});

/** What a kill leaves behind after each step of a stop or a start, and how the machine is then. */
const cuts: readonly (readonly [step: string, () => Promise<void>])[] = [
  ["a stop has made the memory's file", async () => writeFile(files.memory, "")],
  [
    "a stop has paused the guest",
    async () => {
      writeFileSync(files.memory, "");
      await monitor((qmp) => qmp.execute("stop", {}, 10_000));
    },
  ],
  ["a stop has saved the memory", () => monitor((qmp) => saveMemory(qmp, files.memory))],
  [
    "a start has launched QEMU",
    async () => {
      await suspendMachine(files);
      await launchIncoming();
    },
  ],
  [
    "a start has loaded the memory",
    async () => {
      await suspendMachine(files);
      await launchIncoming();
      await monitor((qmp) => loadMemory(qmp, files.memory));
    },
  ],
  [
    "a start has revoked the snapshot",
    async () => {
      await suspendMachine(files);
      await launchIncoming();
      await monitor((qmp) => loadMemory(qmp, files.memory));
      await revokeSnapshot(files);
    },
  ],
];

async function launchIncoming(): Promise<void> {
  const argv = (await readRecord(files.record))?.launch?.argv ?? [];
  const plain = argv.filter((word, index) => word !== "-smbios" && argv[index - 1] !== "-smbios");
  await launchQemu(incomingArgv(plain), files, { limitMs: 20_000, signal: operation().signal });
}

test.each(cuts)("killed once %s, the next command has the same boot go on", async (_step, cut) => {
  const state = await upped();
  await cut();
  expect(await machinePower(files)).toBe("interrupted");
  expect(await machine.drift?.(state, inputs, () => undefined)).toEqual(["bootId"]);
  expect(await machine.update?.(operation(), inputs, state)).toEqual(state.outputs);
  await expectRunningAlone();
});

test("killed once a stop has written the record, the process that holds the memory ends and the file is loaded", async () => {
  await upped();
  await suspendMachine(files);
  const record = await readSnapshot(files);
  await wakeMachine(operation(), files);
  const first = await pid();
  await monitor((qmp) => saveMemory(qmp, files.memory));
  if (record === undefined) throw new Error("suspendMachine wrote no record");
  await writeSnapshot(files, { ...record, files: [] });
  expect(await wakeMachine(operation(), files)).toBe("running");
  expect(await pid()).not.toBe(first);
  await expectRunningAlone();
});

test.each([
  ["the root disk went on", () => utimesSync(files.overlay, 1, 1), /overlay\.qcow2 is not as it was/],
  ["the data disk went on", () => appendFileSync(inputs.dataDisk, "x"), /data\.qcow2 is not as it was/],
  ["the memory was cut short", () => truncateSync(files.memory, 4096), /memory is not as it was/],
])("a snapshot is refused when %s, and the machine boots", async (_what, change, reason) => {
  const state = await upped();
  await suspendMachine(files);
  change();
  const said = operation();
  expect(await wakeMachine(said, files)).toBe("off");
  expect(said.said[0]).toMatch(reason);
  expect(existsSync(files.memory)).toBe(false);
  await bootAgain(said, files);
  expect(await guest()).toEqual(running);
  expect((await readRecord(files.record))?.bootId).not.toBe(state.outputs.bootId);
  // The machine that a start has booted is the one that `up` finds.
  expect((await machine.update?.(operation(), inputs, state))?.rootId).toBe(state.outputs.rootId);
});

test("a memory that QEMU can't read is refused with QEMU's own words", async () => {
  await upped();
  await suspendMachine(files);
  const record = await readSnapshot(files);
  truncateSync(files.memory, 4096);
  if (record === undefined) throw new Error("suspendMachine wrote no record");
  await writeSnapshot(files, { ...record, files: [] });
  const said = operation();
  expect(await wakeMachine(said, files)).toBe("off");
  expect(said.said.join("\n")).toMatch(
    /warning: web: the saved memory can't be used, so the machine boots: .*\n.*qemu/s,
  );
  expect(await pid()).toBeUndefined();
});

test("a snapshot of another boot or another QEMU is refused", async () => {
  await upped();
  await suspendMachine(files);
  await writeSnapshot(files, { bootId: "another", version: "9.9.9", files: [] });
  const said = operation();
  expect(await wakeMachine(said, files)).toBe("off");
  expect(said.said[0]).toMatch(/the machine was booted since; it was saved by QEMU 9\.9\.9, here is \d/);
});

test("a guest whose memory can't be saved goes on", async () => {
  await upped();
  const stop = (qmp: Qmp) => orContinue(qmp, () => saveMemory(qmp, "/no/such/folder/memory"));
  await monitor((qmp) => expect(stop(qmp)).rejects.toThrow(/No such file or directory/));
  await expectRunningAlone();
});

test("a guest whose snapshot can't be completed goes on, without a trace of it", async () => {
  await upped();
  const record = await readRecord(files.record);
  if (record?.launch === undefined) throw new Error("the record has no launch");
  const { launch } = record;
  await writeRecord(files.record, { ...record, launch: { ...launch, dataDisk: "/no/such/disk" } });
  await expect(suspendMachine(files)).rejects.toThrow(/no\/such\/disk/);
  await expectRunningAlone();
});
