import type { Goal } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import {
  providerOutputs,
  stateOf,
  unchanged,
  updated,
  withoutAbsent,
} from "../../../../packages/engine/plan/goal-state";

const urn = "urn:pulumi:s::p::a:b:C::x";
const goal: Goal = {
  ...{ urn, type: "a:b:C", name: "x", custom: true, inputs: {}, dependencies: [], propertyDependencies: {} },
  ...{ ignoreChanges: [], replaceOnChanges: [], additionalSecretOutputs: [], aliases: [] },
};
const bare = { urn, type: "a:b:C", custom: true, dependencies: [], propertyDependencies: {} };
const old: ResourceState = {
  ...{ ...bare, id: "1", inputs: { size: 1 }, outputs: { size: 1, ip: "a" }, protect: true },
  ...{ created: "2026-01-01T00:00:00Z", modified: "2026-01-02T00:00:00Z", initErrors: ["never healthy"] },
};

test("leaves out of a new state what the goal does not set", () => {
  expect(stateOf(goal, { size: 2 })).toStrictEqual({ ...bare, inputs: { size: 2 }, outputs: {} });
  expect(stateOf({ ...goal, protect: false, retainOnDelete: false }, {})).toStrictEqual({
    ...{ ...bare, inputs: {}, outputs: {} },
  });
});

test("takes a goal's options into the state", () => {
  const options = { parent: "urn:p", provider: "urn:q::1", deletedWith: "urn:d", protect: true, retainOnDelete: true };
  const lists = { ignoreChanges: ["a"], replaceOnChanges: ["b"], additionalSecretOutputs: ["c"] };
  const more = { customTimeouts: { create: 60 }, sourcePosition: "project:///index.ts#1" };
  expect(stateOf({ ...goal, ...options, ...lists, ...more }, {})).toStrictEqual({
    ...{ ...bare, inputs: {}, outputs: {} },
    ...{ ...options, ...lists, ...more },
  });
});

test("keeps ID, outputs and dates of an unchanged resource, and why it did not come up", () => {
  const { protect, inputs, ...kept } = old;
  expect([protect, inputs]).toEqual([true, { size: 1 }]);
  expect(unchanged(goal, { size: 1 }, old)).toStrictEqual({ ...kept, inputs: { size: 1 } });
  const { initErrors, ...later } = kept;
  expect(initErrors).toHaveLength(1);
  expect(updated(goal, { size: 2 }, old)).toStrictEqual({ ...later, inputs: { size: 2 } });
});

test("gives a provider its inputs as outputs, without the engine's own key", () => {
  const type = "pulumi:providers:a";
  const inputs = { region: "here", __internal: {} };
  expect(providerOutputs(inputs)).toEqual({ region: "here" });
  expect(unchanged({ ...goal, type }, inputs, { ...old, type }).outputs).toEqual({ region: "here" });
});

test("removes only the keys without a value", () => {
  expect(withoutAbsent({ a: undefined, b: null, c: 0, d: "" })).toStrictEqual({ b: null, c: 0, d: "" });
});
