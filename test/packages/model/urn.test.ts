import fc from "fast-check";
import { buildUrn, isUrn, parseUrn } from "../../../packages/model/urn";

const of = { stack: "dev", project: "shop" };

test("the parents' types are in front of the own type, but not the root stack's", () => {
  const root = buildUrn({ ...of, type: "pulumi:pulumi:Stack", name: "shop-dev" });
  const outer = buildUrn({ ...of, parent: root, type: "a:b:Outer", name: "o" });
  const inner = buildUrn({ ...of, parent: outer, type: "a:b:Inner", name: "i" });
  expect([root, outer, inner, buildUrn({ ...of, parent: inner, type: "c:d:E", name: "e" })]).toEqual([
    "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
    "urn:pulumi:dev::shop::a:b:Outer::o",
    "urn:pulumi:dev::shop::a:b:Outer$a:b:Inner::i",
    "urn:pulumi:dev::shop::a:b:Outer$a:b:Inner$c:d:E::e",
  ]);
});

test("any name survives, also one with colons", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const urn = buildUrn({ ...of, type: "a:b:C", name });
      expect(parseUrn(urn)).toEqual({ ...of, qualifiedType: "a:b:C", type: "a:b:C", name });
      expect(isUrn(urn)).toBe(true);
    }),
  );
  expect(parseUrn("urn:pulumi:s::p::A$b:c:D::x::y$z").type).toBe("b:c:D");
});

test.each(["", "urn:pulumi:", "urn:pulumi:s::p::t", "urn:other:s::p::t::n"])("%j is not a URN", (text) => {
  expect(isUrn(text)).toBe(false);
  expect(() => parseUrn(text)).toThrow(
    `parse URN: "${text}" is not of the form urn:pulumi:<stack>::<project>::<type>::<name>`,
  );
});
