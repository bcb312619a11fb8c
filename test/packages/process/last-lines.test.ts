import { lastLines } from "../../../packages/process/last-lines";

test("gives the last lines that are not empty", () => {
  expect(lastLines("a\n\nb\nc\n\n", 2)).toBe("b\nc");
  expect(lastLines("\n", 2)).toBe("");
});
