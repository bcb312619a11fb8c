import { satisfies, throwIfUnsatisfied } from "../../../../packages/engine/program/version-range";

test.each([
  [">=3.1.0", true],
  [">= 3.1.0 <4.0.0", true],
  [">=3.261.0", false],
  [">3.260.0", false],
  ["<=3.260.0", true],
  ["3.260.0", true],
  ["=3.260.1", false],
  ["!=3.260.0", false],
  ["3.x", true],
  ["3.259.x", false],
  ["<2.0.0 || 3.260.x", true],
  ["<2.0.0 || >=4.0.0", false],
])("3.260.0 against %s: %s", (range, expected) => {
  expect(satisfies("3.260.0", range)).toBe(expected);
});

test.each(["", "latest", "=>3.1.0", "3.1.0.0"])("%j is refused as malformed", (range) => {
  expect(() => satisfies("3.260.0", range)).toThrow("is not a range of versions");
});

test("a program that requires a later Pulumi is refused with what to do", () => {
  expect(() => throwIfUnsatisfied(">=99.0.0")).toThrow(
    "the program requires Pulumi >=99.0.0, and this engine does what Pulumi 3.260.0 does; run it with a pulumi CLI of that range",
  );
});
