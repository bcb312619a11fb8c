import { claim } from "../../../../packages/provider/claim/claim";
import { diff } from "../../../../packages/provider/server/operations";
import type { AnyKind } from "../../../../packages/provider/server/operations";
import type { Values } from "../../../../packages/provider/resource-kind";
import { operationNamed } from "../operation";

const operation = operationNamed("services-claim-port-80-tcp");

test.each([
  ["one holder follows another", ["db"], ["store"], true],
  ["one of two is replaced", ["api", "db"], ["api", "store"], true],
  ["another one joins", ["db"], ["db", "store"], false],
  ["one of two leaves", ["db", "store"], ["db"], false],
  ["nothing changes", ["db"], ["db"], false],
])("%s", async (_case, olds, news, isReplaced) => {
  const inputs = { thing: "volume-data", holders: olds };
  const state = { id: "claim", inputs, outputs: { ...inputs, claimed: "volume-data" } };
  const changes = await diff(
    claim as unknown as AnyKind,
    { old: state, news: { ...inputs, holders: news } },
    () => undefined,
  );
  expect(Object.values(changes).some(({ replace }) => replace)).toBe(isReplaced);
});

test.each([
  ["a network gets a part of another's subnet", { a: "10.1.0.0/16" }, { a: "10.2.0.0/16", b: "10.1.4.0/24" }, true],
  ["a network gets what holds another's subnet", { a: "10.1.4.0/24" }, { b: "10.1.0.0/16" }, true],
  ["two swap", { a: "10.1.0.0/16", b: "10.2.0.0/16" }, { a: "10.2.0.0/16", b: "10.1.0.0/16" }, true],
  ["a network is renamed", { a: "10.1.0.0/16" }, { b: "10.1.0.0/16" }, true],
  ["a network's own subnet grows", { a: "10.1.4.0/24" }, { a: "10.1.0.0/16" }, false],
  ["a subnet beside it comes", { a: "10.1.0.0/16" }, { a: "10.1.0.0/16", b: "10.2.0.0/16" }, false],
  ["one leaves", { a: "10.1.0.0/16", b: "10.2.0.0/16" }, { b: "10.2.0.0/16" }, false],
])("subnets: %s", async (_case, olds, news, isReplaced) => {
  const inputs = { thing: "subnets", holders: [], subnets: olds as Values };
  const state = { id: "claim", inputs, outputs: { ...inputs, claimed: "subnets" } };
  const changes = await diff(
    claim as unknown as AnyKind,
    { old: state, news: { ...inputs, subnets: news } },
    () => undefined,
  );
  expect(Object.values(changes).some(({ replace }) => replace)).toBe(isReplaced);
});

test("a preview knows what is claimed, so that no name that depends on it becomes unknown", async () => {
  const inputs = { thing: "port-80-tcp", holders: ["web"] };
  const { id, outputs } = await claim.create(operation, inputs);
  expect({ id, outputs }).toEqual({ id: operation.name, outputs: { claimed: "port-80-tcp" } });
  expect(await claim.planned?.("claim", inputs, undefined)).toEqual(outputs);
  expect(await claim.planned?.("claim", { ...inputs, holders: [] }, { id, inputs, outputs })).toEqual(outputs);
});
