import { refuseFaults } from "../../infra/refuse-faults";

test("all faults are one error, and none is no error", () => {
  const faults = ["domain", "hosts"].map((key) => ({ key, rule: "must be set" }));
  expect(() => refuseFaults(faults)).toThrow(/domain.*must be set\n.*hosts.*must be set/);
  expect(() => refuseFaults([])).not.toThrow();
});
