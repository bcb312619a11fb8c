import { measures, measuresOf } from "../../../../packages/compare/figures/measures";
import { rows } from "../../../../packages/compare/figures/rows";

test("every measure has a name of its own and a row", () => {
  expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length);
  expect(rows.flatMap(({ id }) => measuresOf(id))).toHaveLength(measures.length);
  expect(rows.filter(({ id }) => measuresOf(id).length === 0)).toEqual([]);
});

test('what makes it matter goes on after "when"; how it was measured is whole sentences', () => {
  expect(measures.filter(({ matters }) => !/^[a-z].*[^.]$/.test(matters))).toEqual([]);
  expect(measures.filter(({ how }) => !how.endsWith("."))).toEqual([]);
});
