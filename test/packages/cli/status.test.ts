import { isMissing, isServing, missingServices } from "../../../packages/cli/status";

test("a service whose container was removed by hand is missing, and one of several containers is enough to be there", () => {
  const found = [{ service: "api" }, { service: "api" }];
  const missing = missingServices({ services: ["api", "db"] }, found);
  expect(missing).toEqual([
    { service: "db", name: "-", status: "missing: recreate it with `npm run refresh`, then `npm run up`" },
  ]);
  expect(missing.every(isMissing)).toBe(true);
  expect(missingServices({ services: ["api"] }, found)).toEqual([]);
});

test.each([
  ["Up 2 hours (healthy)", true],
  ["active (healthy)", true],
  ["Up 2 hours", true],
  ["Up 2 hours (unhealthy)", false],
  ["Up 3 seconds (health: starting)", false],
  ["Up 2 hours (Paused)", false],
  ["Restarting (1) 4 seconds ago", false],
  ["Exited (137) 4 seconds ago", false],
  ["active (unhealthy)", false],
  ["-", false],
])("a service that is %j serves: %s", (state, serves) => {
  expect(isServing(state)).toBe(serves);
});
