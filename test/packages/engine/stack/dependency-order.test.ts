import fc from "fast-check";
import type { ResourceState } from "../../../../packages/model/state";
import { inDependencyOrder } from "../../../../packages/engine/stack/dependency-order";
import { verifyIntegrity } from "../../../../packages/engine/stack/integrity";
import { stateOf, urnOf } from "../support/planned";

/** States of which each uses some with a smaller number, so that an order exists. */
const states = fc.array(fc.uniqueArray(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 }).map((uses) =>
  uses.map((used, index) =>
    stateOf(`s${index}`, {
      provider: undefined,
      dependencies: used.filter((other) => other < index).map((other) => urnOf(`s${other}`)),
    }),
  ),
);
const shuffled: fc.Arbitrary<readonly ResourceState[]> = states.chain((of) =>
  fc.shuffledSubarray(of, { minLength: of.length, maxLength: of.length }),
);

test("every order becomes one that can be loaded, and one that can be loaded stays", () => {
  fc.assert(
    fc.property(shuffled, (of) => {
      const ordered = inDependencyOrder(of);
      expect([...ordered].sort((x, y) => x.urn.localeCompare(y.urn))).toEqual(
        [...of].sort((x, y) => x.urn.localeCompare(y.urn)),
      );
      verifyIntegrity({ resources: ordered, pendingOperations: [], metadata: {} });
      expect(inDependencyOrder(ordered)).toEqual(ordered);
    }),
  );
});

test("of two copies the live one is what others use", () => {
  const user = stateOf("user", { provider: undefined, dependencies: [urnOf("a")] });
  const old = stateOf("a", { provider: undefined, id: "old", delete: true });
  const live = stateOf("a", { provider: undefined });
  expect(inDependencyOrder([old, user, live])).toEqual([old, live, user]);
});
