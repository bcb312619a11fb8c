import type { ResourceState } from "@berth/model/state";
import { RegisteredResources } from "../../../../packages/engine/execute/registered-resources";

const state = (urn: string, more: Partial<ResourceState> = {}): ResourceState => ({
  ...{ urn, type: "a:b:C", custom: true, inputs: {}, outputs: {}, dependencies: [], propertyDependencies: {} },
  ...more,
});

test("continues an old state by its URN before any alias", () => {
  const registered = new RegisteredResources([state("urn:new"), state("urn:old")]);
  expect(registered.claim({ urn: "urn:new", aliases: ["urn:old"] })?.urn).toBe("urn:new");
  expect(registered.former.size).toBe(0);
});

test("continues by the first alias that has a state, and keeps the former URN", () => {
  const registered = new RegisteredResources([state("urn:old")]);
  expect(registered.claim({ urn: "urn:new", aliases: ["urn:older", "urn:old"] })?.urn).toBe("urn:old");
  expect([...registered.former]).toEqual([["urn:new", "urn:old"]]);
});

test("does not continue what waits for its deletion", () => {
  const registered = new RegisteredResources([state("urn:a", { delete: true })]);
  expect(registered.claim({ urn: "urn:a", aliases: [] })).toBeUndefined();
  expect(registered.old("urn:a")).toBeUndefined();
});

test("refuses a second resource of one URN, and two that continue one state", () => {
  const registered = new RegisteredResources([state("urn:old")]);
  registered.claim({ urn: "urn:a", aliases: ["urn:old"] });
  expect(() => registered.claim({ urn: "urn:a", aliases: [] })).toThrow(
    "Duplicate resource URN 'urn:a'; try giving it a unique name",
  );
  expect(() => registered.claim({ urn: "urn:b", aliases: ["urn:old"] })).toThrow(
    "urn:b and urn:a both claim to be the former urn:old; remove one alias",
  );
});

test("knows the new states of this run alone", () => {
  const registered = new RegisteredResources([state("urn:a"), state("urn:b")]);
  registered.finish(state("urn:a", { id: "2" }));
  expect(registered.state("urn:a")?.id).toBe("2");
  expect([...registered.urns()]).toEqual(["urn:a"]);
});
