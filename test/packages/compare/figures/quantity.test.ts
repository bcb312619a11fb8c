import { quantity, times, type Unit } from "../../../../packages/compare/figures/quantity";

test.each<[number, Unit, string]>([
  [0, "s", "0 ms"],
  [0.0123, "s", "12.3 ms"],
  [1, "s", "1 s"],
  [42.24, "s", "42.2 s"],
  [119.4, "s", "119 s"],
  [179.6, "s", "3 min 0 s"],
  [3.14159, "ms", "3.1 ms"],
  [1500, "ms", "1.5 s"],
  [0, "bytes", "0 B"],
  [1023, "bytes", "1,023 B"],
  [1536, "bytes", "1.5 KiB"],
  [5 * 2 ** 30, "bytes", "5 GiB"],
  [2 ** 52, "bytes", "4,096 TiB"],
  [1234.5, "1/s", "1,235 / s"],
  [2.55, "percent", "2.5 %"],
  [14, "count", "14"],
])("%p %s reads as %s", (value, unit, text) => {
  expect(quantity(value, unit)).toBe(text);
});

test("a ratio is a number of times", () => {
  expect([times(3.21), times(0.5), times(250.4)]).toEqual(["3.2 ×", "0.5 ×", "250 ×"]);
});
