import {
  continueGuest,
  loadMemory,
  type Monitor,
  orContinue,
  saveMemory,
} from "../../../../packages/provider/snapshot/migration";

/** A QEMU whose migration reports these statuses, one a question, the last for ever; `refused` is a command that it refuses. */
function fakeMonitor(statuses: readonly object[], refused = ""): Monitor & { readonly commands: string[] } {
  const commands: string[] = [];
  let at = 0;
  return {
    commands,
    execute: (command) => {
      if (command === "query-migrate") return Promise.resolve(statuses[Math.min(at++, statuses.length - 1)]);
      commands.push(command);
      return command === refused ? Promise.reject(new Error(`QEMU ${command}: refused`)) : Promise.resolve({});
    },
  };
}

const completed = { status: "completed" };

test("saves with the guest paused, and waits until all is written", async () => {
  const monitor = fakeMonitor([{ status: "setup" }, { status: "active" }, completed]);
  await saveMemory(monitor, "/m");
  expect(monitor.commands).toEqual(["migrate-set-capabilities", "migrate-set-parameters", "stop", "migrate"]);
});

test.each([
  ["QEMU can't write", [{ status: "failed", "error-desc": "No space left on device" }], "", "No space left on device"],
  ["QEMU refuses the migration", [{}], "migrate", "QEMU migrate: refused"],
])("has the guest go on when %s", async (_what, statuses, refused, reason) => {
  const monitor = fakeMonitor(statuses, refused);
  await expect(orContinue(monitor, () => saveMemory(monitor, "/m"))).rejects.toThrow(reason);
  expect(monitor.commands.at(-1)).toBe("cont");
});

test("reports both when the guest does not go on either", async () => {
  const monitor = fakeMonitor([{ status: "failed" }], "cont");
  await expect(orContinue(monitor, () => saveMemory(monitor, "/m"))).rejects.toThrow(
    /QEMU reports failed; and the guest does not go on: .*cont/,
  );
});

test("loads without letting the guest go on", async () => {
  const monitor = fakeMonitor([completed]);
  await loadMemory(monitor, "/m");
  expect(monitor.commands).toEqual(["migrate-set-capabilities", "migrate-incoming"]);
});

test.each([
  [
    "that still runs is cancelled",
    [{ status: "active" }, { status: "cancelling" }, { status: "cancelled" }],
    ["migrate_cancel", "cont"],
  ],
  ["that is over is left", [completed], ["cont"]],
  ["that never began is no hindrance", [{}], ["cont"]],
])("before a guest goes on, a migration %s", async (_what, statuses, commands) => {
  const monitor = fakeMonitor(statuses);
  await continueGuest(monitor);
  expect(monitor.commands).toEqual(commands);
});
