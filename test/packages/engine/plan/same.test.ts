import type { ResourceState } from "@berth/model/state";
import { mustWrite } from "../../../../packages/engine/plan/same";

const state: ResourceState = {
  ...{ urn: "urn:a", type: "a:b:C", custom: true, inputs: { size: 1 }, outputs: { ip: "a" } },
  ...{ dependencies: ["urn:x", "urn:y"], propertyDependencies: {}, provider: "urn:p::1" },
};

test.each<[string, Partial<ResourceState>]>([
  ["dependencies in another order", { dependencies: ["urn:y", "urn:x"] }],
  ["a flag that is absent instead of false", { protect: false, retainOnDelete: false }],
  ["timeouts that are absent instead of empty", { customTimeouts: {} }],
  ["a later modification", { modified: "2026-01-02T00:00:00Z" }],
])("does not write for %s", (_what, change) => {
  expect(mustWrite(state, { ...state, ...change })).toBe(false);
});

test.each<Partial<ResourceState>>([
  { urn: "urn:b" },
  { provider: "urn:p::2" },
  { parent: "urn:c" },
  { deletedWith: "urn:c" },
  { protect: true },
  { retainOnDelete: true },
  { inputs: { size: 2 } },
  { outputs: {} },
  { dependencies: ["urn:x"] },
  { customTimeouts: { create: 60 } },
])("writes for %j", (change) => {
  expect(mustWrite(state, { ...state, ...change })).toBe(true);
});
