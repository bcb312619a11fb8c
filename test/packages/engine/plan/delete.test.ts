import fc from "fast-check";
import {
  deletionOrder,
  isProtected,
  leftoverStep,
  needsProviderDelete,
  usedUrns,
} from "../../../../packages/engine/plan/delete";
import type { ResourceState } from "../../../../packages/model/state";
import { stateOf, urnOf } from "../support/planned";

const operations: readonly [string, Partial<ResourceState>, string][] = [
  ["is deleted", {}, "delete"],
  ["that waited for it is deleted as the old one", { delete: true }, "delete-replaced"],
  ["of others is forgotten", { external: true }, "discard"],
  ["of others that was replaced is forgotten", { external: true, delete: true }, "discard-replaced"],
  ["that is gone already and did not come back is forgotten", { pendingReplacement: true }, "remove-pending-replace"],
];

test.each(operations)("a leftover %s", (_case, fields, operation) => {
  const old = stateOf("a");
  expect(leftoverStep({ old, now: { ...old, ...fields } }).operation).toBe(operation);
});

const asked: readonly [string, Partial<ResourceState>, boolean][] = [
  ["a custom resource", {}, true],
  ["a component", { custom: false }, false],
  ["a retained one", { retainOnDelete: true }, false],
  ["one that goes with another that goes", { deletedWith: urnOf("gone") }, false],
  ["one that goes with another that stays", { deletedWith: urnOf("stays") }, true],
];

test.each(asked)("whether the provider is called to delete %s", (_case, fields, expected) => {
  const old = stateOf("a", fields);
  expect(needsProviderDelete(leftoverStep({ old, now: old }), new Set([urnOf("gone")]))).toBe(expected);
});

test("protection holds against a deletion, not against that of an old copy", () => {
  const old = stateOf("a", { protect: true });
  expect(isProtected(leftoverStep({ old, now: old }))).toBe(true);
  expect(isProtected(leftoverStep({ old, now: { ...old, delete: true } }))).toBe(false);
});

/** Snapshots of up to 12 resources, some of them two copies of one URN, that use only earlier ones. */
const snapshots = fc
  .array(
    fc.record({
      name: fc.integer({ min: 0, max: 8 }),
      uses: fc.array(fc.nat(11), { maxLength: 3 }),
      parent: fc.nat(11),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((drawn) =>
    drawn.map(({ name, uses, parent }, index) => {
      const at = (other: number): string => urnOf(`r${String(drawn[other % index]?.name ?? 0)}`);
      return stateOf(`r${String(name)}`, index === 0 ? {} : { parent: at(parent), dependencies: uses.map(at) });
    }),
  );

test("any snapshot can be deleted: users go first, and nothing waits in a circle", () => {
  fc.assert(
    fc.property(snapshots, (states) => {
      const order = deletionOrder(states);
      const gone = new Set<ResourceState>();
      for (let round = 0; round < states.length; round += 1)
        for (const state of states) if ((order.get(state) ?? []).every((user) => gone.has(user))) gone.add(state);
      expect(gone.size).toBe(states.length);
      for (const [index, state] of states.entries())
        for (const later of states.slice(index + 1))
          if (usedUrns(later).includes(state.urn)) expect(order.get(state)).toContain(later);
    }),
  );
});
