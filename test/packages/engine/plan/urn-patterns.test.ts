import { UrnPatterns } from "../../../../packages/engine/plan/urn-patterns";

test("* stops at a colon and ** does not", () => {
  const patterns = new UrnPatterns(["urn:pulumi:s::p::fake:index:*::a*", "literal.dot"]);
  expect(patterns.matches("urn:pulumi:s::p::fake:index:Thing::abc")).toBe(true);
  expect(patterns.matches("urn:pulumi:s::p::fake:index:Thing:x::abc")).toBe(false);
  expect(new UrnPatterns(["**abc"]).matches("urn:pulumi:s::p::fake:index:Thing:x::abc")).toBe(true);
  expect(patterns.matches("literalXdot")).toBe(false);
  expect([patterns.literals, patterns.isEmpty, new UrnPatterns([]).isEmpty]).toEqual([["literal.dot"], false, true]);
});
