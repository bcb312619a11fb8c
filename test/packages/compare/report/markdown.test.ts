import { measures } from "../../../../packages/compare/figures/measures";
import { renderMarkdown } from "../../../../packages/compare/report/markdown";
import { testComparison } from "../support/test-comparison";

const text = renderMarkdown(testComparison());

test("there is one table, with a line for every measure", () => {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  expect(lines).toHaveLength(measures.length + 2);
  expect(lines.every((line) => line.split(/(?<!\\)\|/).length === 7)).toBe(true);
});

test("there is one paragraph a row, and how each was measured", () => {
  expect(text.match(/^\*\*.*\.\*\* /gm)).toHaveLength(7);
  expect(text.match(/^- \*\*/gm)).toHaveLength(measures.length);
});

test("machine, commit and load are named", () => {
  expect(text).toContain(
    "TEST DATA, not measured, 2 cores, 8 GiB, tcg; no system; full run that ended 2000-01-01 00:40 UTC",
  );
});
