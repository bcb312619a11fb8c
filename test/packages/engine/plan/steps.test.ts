import type { Goal } from "../../../../packages/model/goal";
import { noDiff } from "../../../../packages/model/no-diff";
import { decide, deletesFirst, stepsOf } from "../../../../packages/engine/plan/steps";
import type { DiffResult } from "../../../../packages/model/provider";
import type { ResourceState } from "../../../../packages/model/state";
import { goalOf, stateOf } from "../support/planned";

const changed: DiffResult = { ...noDiff, changes: "some", changedKeys: ["size"] };
const replacing: DiffResult = { ...changed, replaceKeys: ["size"] };
const detailed: DiffResult = { ...changed, detailedDiff: { "size[0]": { kind: "update-replace", inputDiff: true } } };
const old = stateOf("a");

const table: readonly [
  string,
  Partial<ResourceState> | undefined,
  Partial<Goal>,
  DiffResult | undefined,
  readonly string[],
][] = [
  ["nothing old", undefined, {}, undefined, ["create"]],
  ["no difference", {}, {}, noDiff, ["same"]],
  ["a difference", {}, {}, changed, ["update"]],
  ["no difference, but it had failed to start", { initErrors: ["x"] }, {}, noDiff, ["update"]],
  ["a key that replaces", {}, {}, replacing, ["create-replacement", "replace"]],
  ["a path that replaces", {}, {}, detailed, ["create-replacement", "replace"]],
  [
    "the provider deletes first",
    {},
    {},
    { ...replacing, deleteBeforeReplace: true },
    ["delete-replaced", "replace", "create-replacement"],
  ],
  [
    "the program deletes first",
    {},
    { deleteBeforeReplace: true },
    replacing,
    ["delete-replaced", "replace", "create-replacement"],
  ],
  [
    "the program overrules the provider",
    {},
    { deleteBeforeReplace: false },
    { ...replacing, deleteBeforeReplace: true },
    ["create-replacement", "replace"],
  ],
  ["it belonged to somebody else", { external: true }, {}, undefined, ["create-replacement", "replace"]],
];

test.each(table)("%s", (_case, state, options, diff, expected) => {
  const goal = goalOf("a", options);
  const request = {
    goal,
    inputs: goal.inputs,
    alreadyDeleted: false,
    ...(state === undefined ? {} : { old: { ...old, ...state } }),
    ...(diff === undefined ? {} : { diff }),
  };
  expect(stepsOf(decide(request), request).map((step) => step.operation)).toEqual(expected);
});

test("what is deleted already is made again, without a deletion", () => {
  const goal = goalOf("a");
  const request = { goal, inputs: {}, old: { ...old, pendingReplacement: true }, alreadyDeleted: true };
  expect(stepsOf(decide(request), request).map((step) => step.operation)).toEqual(["replace", "create-replacement"]);
});

test("an unchanged resource keeps id, outputs and dates and takes everything else from the goal", () => {
  const before = { ...old, created: "2026-01-01T00:00:00Z", modified: "2026-01-02T00:00:00Z", protect: true };
  const goal = goalOf("a", { dependencies: ["urn:pulumi:s::p::t::z"], inputs: { size: 1 } });
  const [step] = stepsOf("same", { goal, inputs: { size: 1 }, old: before, diff: noDiff, alreadyDeleted: false });
  expect(step?.after).toStrictEqual({
    ...old,
    created: before.created,
    modified: before.modified,
    dependencies: ["urn:pulumi:s::p::t::z"],
  });
});

test("without a word from anybody the new one is made first", () => {
  expect(deletesFirst(goalOf("a"), undefined)).toBe(false);
});
