import { spreadOf } from "../../../../packages/compare/figures/spread";

test("no reading has no spread", () => {
  expect(spreadOf([])).toBeUndefined();
});

test("one reading is its own quartiles", () => {
  expect(spreadOf([7])).toEqual({ n: 1, median: 7, low: 7, high: 7, samples: [7] });
});

test("shows least and greatest of few readings, because quartiles would hide half of how far they are apart", () => {
  expect(spreadOf([4, 1, 3])).toEqual({ n: 3, median: 3, low: 1, high: 4, samples: [4, 1, 3] });
});

test("median and quartiles lie between the nearest readings, which keep the order they were read in", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ n: 4, median: 2.5, low: 1.75, high: 3.25, samples: [4, 1, 3, 2] });
});
