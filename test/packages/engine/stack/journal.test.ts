import fc from "fast-check";
import { Journal } from "../../../../packages/engine/stack/journal";
import type { ResourceState, Snapshot } from "../../../../packages/model/state";
import { stateOf, urnOf } from "../support/planned";

const base = (...resources: ResourceState[]): Snapshot => ({ resources, pendingOperations: [], metadata: {} });

test("what is finished comes first, in the order it was finished, then what is left", () => {
  const [a, b, c] = [stateOf("a"), stateOf("b"), stateOf("c")];
  const journal = new Journal(base(a, b, c), () => Promise.resolve());
  journal.note({ kind: "end", settled: b, finished: { ...b, outputs: { new: true } } });
  expect(journal.snapshot().resources).toEqual([{ ...b, outputs: { new: true } }, a, c]);
});

test("two copies of one URN are distinguished", () => {
  const copy = stateOf("a", { delete: true });
  const live = stateOf("a");
  const journal = new Journal(base(live, copy), () => Promise.resolve());
  journal.note({ kind: "end", settled: copy });
  expect(journal.snapshot().resources).toEqual([live]);
});

test("an interrupted creation is carried on until it is settled, other interrupted operations are not", () => {
  const creating = { type: "creating" as const, resource: stateOf("a") };
  const deleting = { type: "deleting" as const, resource: stateOf("b") };
  const journal = new Journal({ ...base(), pendingOperations: [creating, deleting] }, () => Promise.resolve());
  expect(journal.snapshot().pendingOperations).toEqual([creating]);
  journal.note({ kind: "settle-pending", operation: creating });
  expect(journal.snapshot().pendingOperations).toEqual([]);
});

test("references follow a renamed resource once its new state is finished, and not before", () => {
  const old = stateOf("old");
  const user = stateOf("user", {
    dependencies: [urnOf("old")],
    propertyDependencies: { of: [urnOf("old")] },
    parent: urnOf("old"),
  });
  const journal = new Journal(base(old, user), () => Promise.resolve());
  journal.note({ kind: "begin", operation: { type: "updating", resource: stateOf("new") } });
  expect(journal.snapshot().resources).toEqual([old, user]);
  journal.note({ kind: "end", settled: old, finished: stateOf("new") });
  expect(journal.snapshot().resources).toEqual([
    stateOf("new"),
    { ...user, dependencies: [urnOf("new")], propertyDependencies: { of: [urnOf("new")] }, parent: urnOf("new") },
  ]);
});

test("references follow a resource that is renamed and replaced, while its old copy waits for deletion", () => {
  const old = stateOf("old");
  const user = stateOf("user", { dependencies: [urnOf("old")] });
  const journal = new Journal(base(old, user), () => Promise.resolve());
  const waiting = { ...old, delete: true };
  journal.note({ kind: "end", finished: stateOf("new"), amended: { old, as: waiting } });
  expect(journal.snapshot().resources).toEqual([stateOf("new"), waiting, { ...user, dependencies: [urnOf("new")] }]);
});

test("whatever is recorded is in the file when record resolves, however many record at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }), async (pauses) => {
      let file: Snapshot = base();
      const journal = new Journal(base(), async (snapshot) => {
        await Promise.resolve();
        file = snapshot;
      });
      const record = async (pause: number, index: number): Promise<boolean> => {
        for (let turn = 0; turn < pause; turn += 1) await Promise.resolve();
        const finished = stateOf(`r${String(index)}`);
        await journal.record({ kind: "end", finished });
        return file.resources.includes(finished);
      };
      expect(await Promise.all(pauses.map(record))).not.toContain(false);
    }),
  );
});

test("rejects for all that wait when a write fails, and tries the next write", async () => {
  let full = true;
  const journal = new Journal(base(), () => (full ? Promise.reject(new Error("disk full")) : Promise.resolve()));
  await expect(journal.record({ kind: "end", finished: stateOf("a") })).rejects.toThrow("disk full");
  full = false;
  await journal.record({ kind: "end", finished: stateOf("b") });
  expect(journal.snapshot().resources).toHaveLength(2);
});
