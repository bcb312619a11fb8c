import type { Alias } from "../../../../packages/engine/plan/alias";
import { aliasUrns } from "../../../../packages/engine/plan/alias";

const resource = {
  urn: "urn:pulumi:s::p::a:b:Group$a:b:Thing::new",
  type: "a:b:Thing",
  name: "new",
  parent: "urn:pulumi:s::p::a:b:Group::group",
};

const table: readonly [string, Alias, string][] = [
  ["a whole URN", { urn: "urn:pulumi:s::p::x:y:Z::w" }, "urn:pulumi:s::p::x:y:Z::w"],
  ["another name", { name: "old" }, "urn:pulumi:s::p::a:b:Group$a:b:Thing::old"],
  ["another type", { type: "a:b:Other" }, "urn:pulumi:s::p::a:b:Group$a:b:Other::new"],
  ["no parent", { noParent: true }, "urn:pulumi:s::p::a:b:Thing::new"],
  ["another parent", { parent: "urn:pulumi:s::p::c:d:Box::box" }, "urn:pulumi:s::p::c:d:Box$a:b:Thing::new"],
  ["another stack and project", { stack: "t", project: "q" }, "urn:pulumi:t::q::a:b:Group$a:b:Thing::new"],
];

test.each(table)("an alias by %s", (_case, alias, urn) => {
  expect(aliasUrns(resource, [alias], new Map())).toEqual([urn]);
});

test("a child is found under its parent's former name, and under its own of that time", () => {
  const child = { ...resource, name: "group-disk", urn: "urn:pulumi:s::p::a:b:Group$a:b:Thing::group-disk" };
  const former = new Map([[resource.parent, "urn:pulumi:s::p::a:b:Old::crew"]]);
  expect(aliasUrns(child, [{ name: "disk" }], former)).toEqual([
    "urn:pulumi:s::p::a:b:Old$a:b:Thing::disk",
    "urn:pulumi:s::p::a:b:Old$a:b:Thing::crew-disk",
  ]);
});
