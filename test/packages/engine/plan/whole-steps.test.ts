import { wholeSteps } from "../../../../packages/engine/plan/whole-steps";

const steps = (...lines: string[]) =>
  lines.map((line) => {
    const [operation = "", urn = ""] = line.split(" ");
    return { operation, urn };
  });
const whole = (...lines: string[]) => wholeSteps(steps(...lines)).map(({ operation, urn }) => `${operation} ${urn}`);

test("a replacement is one step, whichever half of it comes first", () => {
  expect(whole("create-replacement a", "replace a", "delete-replaced a")).toEqual(["replace a"]);
  expect(whole("delete-replaced a", "replace a", "create-replacement a", "same b")).toEqual(["replace a", "same b"]);
  expect(whole("read-replacement a", "discard-replaced a", "remove-pending-replace b")).toEqual([]);
});

test("what goes with a replaced resource and does not come back is a deletion", () => {
  expect(whole("delete-replaced b", "delete-replaced a", "replace a", "delete c")).toEqual([
    "delete b",
    "replace a",
    "delete c",
  ]);
});
