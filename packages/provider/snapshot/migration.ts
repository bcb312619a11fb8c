import { setTimeout as sleep } from "node:timers/promises";

import type { Qmp } from "../machine/qmp";

/** Where a migration's QMP commands go; a Qmp does. */
export type Monitor = Pick<Qmp, "execute">;

/** One command to QEMU, whose main loop may be busy with a disk. */
const answerLimitMs = 20_000;
/** A memory of many GiB on a slow disk. */
const migrationLimitMs = 900_000;
const pauseMs = 50;
/** Bytes a second; QEMU's own limit is meant for a network that others use too. */
const unlimited = 1024 ** 4;

/** Statuses of a migration that goes on by itself. */
const passing = new Set(["setup", "active", "pre-switchover", "device", "cancelling", "wait-unplug"]);

interface MigrationStatus {
  readonly status?: string;
  readonly "error-desc"?: string;
}

/** Does what needs a paused guest; when that rejects, the guest goes on as if nothing had been, and both reasons are reported where it does not. */
export async function orContinue(monitor: Monitor, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    await continueGuest(monitor).catch((second: unknown) => {
      throw new AggregateError([error, second], `${String(error)}; and the guest does not go on: ${String(second)}`);
    });
    throw error;
  }
}

/** Pauses the guest and writes memory and devices to a file; QEMU has given up the disks when it resolves. */
export async function saveMemory(monitor: Monitor, path: string): Promise<void> {
  await prepare(monitor);
  await monitor.execute("migrate-set-parameters", { "max-bandwidth": unlimited }, answerLimitMs);
  await monitor.execute("stop", {}, answerLimitMs);
  await monitor.execute("migrate", { uri: `file:${path}` }, answerLimitMs);
  await untilCompleted(monitor, "save the memory");
}

/** Reads memory and devices into a QEMU that was started with `-incoming defer -S`; the guest stays paused. */
export async function loadMemory(monitor: Monitor, path: string): Promise<void> {
  await prepare(monitor);
  await monitor.execute("migrate-incoming", { uri: `file:${path}` }, answerLimitMs);
  await untilCompleted(monitor, "load the memory");
}

/** Ends a migration that still runs, and has the guest go on from where it was paused. */
export async function continueGuest(monitor: Monitor): Promise<void> {
  const { status = "none" } = await migrationStatus(monitor);
  if (passing.has(status)) await monitor.execute("migrate_cancel", {}, answerLimitMs);
  await untilSettled(monitor);
  await monitor.execute("cont", {}, answerLimitMs);
}

/** Every page has its own place in the file: it is as large as the memory, and no page is written twice. */
async function prepare(monitor: Monitor): Promise<void> {
  const capabilities = [{ capability: "mapped-ram", state: true }];
  await monitor.execute("migrate-set-capabilities", { capabilities }, answerLimitMs);
}

async function untilCompleted(monitor: Monitor, what: string): Promise<void> {
  const { status = "none", "error-desc": reason } = await untilSettled(monitor);
  if (status !== "completed") throw new Error(`${what}: QEMU reports ${status}${reason ? `: ${reason}` : ""}`);
}

async function untilSettled(monitor: Monitor): Promise<MigrationStatus> {
  const end = Date.now() + migrationLimitMs;
  for (;;) {
    const found = await migrationStatus(monitor);
    if (!passing.has(found.status ?? "none")) return found;
    if (Date.now() > end) throw new Error(`the migration does not end within ${migrationLimitMs / 1000} s`);
    await sleep(pauseMs);
  }
}

async function migrationStatus(monitor: Monitor): Promise<MigrationStatus> {
  return (await monitor.execute("query-migrate", {}, answerLimitMs)) as MigrationStatus;
}
