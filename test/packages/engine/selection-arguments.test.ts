import { readSelection } from "../../../packages/engine/selection-arguments";

const none = {
  target: [],
  "target-dependents": false,
  exclude: [],
  "exclude-dependents": false,
  replace: [],
  "target-replace": [],
};

test("--target-replace is --target and --replace", () => {
  expect(readSelection({ ...none, "target-replace": ["u"] }, "up")).toMatchObject({ targets: ["u"], replaces: ["u"] });
});

test("all faults are reported together", () => {
  const values = { ...none, target: ["u"], exclude: ["v"], replace: ["w"] };
  expect(() => readSelection(values, "destroy")).toThrow(
    "--replace is for preview, up (got destroy)\nif any flags in the group [target exclude] are set none of the others can be",
  );
});
