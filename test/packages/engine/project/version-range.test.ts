import { satisfies, throwIfUnsatisfied } from "../../../../packages/engine/project/version-range";

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
  expect(() => satisfies("3.260.0", range)).toThrow("parsing CLI version range");
});

test("a program that requires a later Pulumi is refused with what to do", () => {
  expect(() => throwIfUnsatisfied(">=99.0.0")).toThrow(
    'Pulumi CLI version 3.260.0 does not satisfy the version range ">=99.0.0": the embedded engine does what that version does; use a pulumi CLI of that range',
  );
});

test("a project without a required version, and an empty range, are accepted as by the CLI", () => {
  expect(() => throwIfUnsatisfied("")).not.toThrow();
});
