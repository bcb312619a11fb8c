import { unknown } from "../../../../packages/model/property";
import { dependence, dependentsOf } from "../../../../packages/engine/plan/replace";
import { stateOf, urnOf } from "../support/planned";

const root = stateOf("root");
const direct = stateOf("direct", { inputs: { of: "x", size: 1 }, propertyDependencies: { of: [root.urn] } });
const indirect = stateOf("indirect", { dependencies: [direct.urn] });
const child = stateOf("child", { parent: root.urn });
const other = stateOf("other");

test("dependents are found through others and in snapshot order; children only if they use it", () => {
  const all = [other, root, child, direct, indirect];
  expect(dependentsOf(root, all, new Set())).toEqual([direct, indirect]);
  expect(dependentsOf(root, all, new Set([direct.urn]))).toEqual([]);
});

test("queries a resource's diff with unknowns for what it gets from the replaced ones", () => {
  expect(dependence(direct, new Set([root.urn]))).toEqual({ kind: "ask", inputs: { of: unknown, size: 1 } });
});

test("a resource that only waits for a replaced one stays", () => {
  expect(dependence(indirect, new Set([direct.urn]))).toEqual({ kind: "none" });
});

test("a resource goes for certain with its provider or with what it is deleted with", () => {
  const ofProvider = stateOf("a", { provider: `${urnOf("provider")}::1` });
  expect(dependence(ofProvider, new Set([urnOf("provider")]))).toEqual({ kind: "certain" });
  expect(dependence(stateOf("b", { deletedWith: root.urn }), new Set([root.urn]))).toEqual({ kind: "certain" });
});
