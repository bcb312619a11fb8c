import type { ResourceState } from "../../../../packages/model/state";
import { Selection } from "../../../../packages/engine/plan/selection";
import { stateOf, urnOf } from "../support/planned";

const chain = [
  stateOf("a"),
  stateOf("b", { dependencies: [urnOf("a")] }),
  stateOf("c", { dependencies: [urnOf("b")] }),
  stateOf("other"),
];
const admitted = (selection: Selection) => chain.filter((state) => selection.admits(state)).map(({ urn }) => urn);
const deletable = (selection: Selection, states: readonly ResourceState[] = chain) => [...selection.deletable(states)];

test("targets admit what they name, dependents only with the option", () => {
  expect(admitted(new Selection({ targets: [urnOf("a")] }))).toEqual([urnOf("a")]);
  expect(admitted(new Selection({ targets: [urnOf("a")], targetDependents: true }))).toEqual(
    ["a", "b", "c"].map(urnOf),
  );
});

test("excludes admit all but what they name", () => {
  expect(admitted(new Selection({ excludes: [urnOf("a")] }))).toEqual(["b", "c", "other"].map(urnOf));
  expect(admitted(new Selection({ excludes: [urnOf("a")], excludeDependents: true }))).toEqual([urnOf("other")]);
});

test("providers and the stack are always admitted", () => {
  const selection = new Selection({ targets: ["x"] });
  expect(selection.admits(stateOf("p", { type: "pulumi:providers:fake" }))).toBe(true);
  expect(selection.admits(stateOf("s", { type: "pulumi:pulumi:Stack" }))).toBe(true);
});

test("a target is deletable with its dependents, an excluded resource is kept with what it uses", () => {
  expect(deletable(new Selection({ targets: [urnOf("b")] }))).toEqual(["b", "c"].map(urnOf));
  expect(deletable(new Selection({ excludes: [urnOf("b")] }))).toEqual(["c", "other"].map(urnOf));
  // As in the CLI, this keeps whatever shares a provider with what is excluded.
  const alone = chain.map((state) => (state.urn === urnOf("other") ? { ...state, provider: undefined } : state));
  const withDependents = new Selection({ excludes: [urnOf("b")], excludeDependents: true });
  expect(deletable(withDependents, alone)).toEqual([urnOf("other")]);
  expect(new Selection({ targets: [urnOf("b")] }).isUnspecified(urnOf("c"))).toBe(true);
  expect(new Selection({ targets: [urnOf("b")], targetDependents: true }).isUnspecified(urnOf("c"))).toBe(false);
});

test("literal URNs that are not found are reported in the CLI's words", () => {
  const selection = new Selection({ targets: ["urn:a", "urn:b$c", "**x"] });
  expect(selection.unknownTargets("targets", new Set())).toEqual([
    "Target 'urn:a' could not be found in the stack. Did you forget to escape $ in your shell?",
    "Target 'urn:b$c' could not be found in the stack.",
  ]);
});
