import { isServing, missingServices, servicesOf, withReleases } from "../../../packages/cli/status";

test("a service whose container was removed by hand is missing, and one of several containers is enough to be there", () => {
  const found = [{ service: "api" }, { service: "api" }];
  const missing = missingServices({ services: ["api", "db"] }, found);
  expect(missing).toEqual([{ service: "db", name: "-", status: "missing: `npm run up` brings it back" }]);
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
  expect(isServing({ status: state })).toBe(serves);
});

test("a job is one that Docker does not start again, and it is well while it runs and once it has ended well", () => {
  const lines = [
    "migrate\tmigrate-01\tExited (0) 2 minutes ago",
    "web\tweb-02\tExited (0) 2 minutes ago",
    "once\tonce-03\tExited (1) 2 minutes ago",
    "/migrate-01\ton-failure",
    "/web-02\tunless-stopped",
    "/once-03\tno",
  ];
  const found = servicesOf(lines);
  expect(found).toEqual([
    { service: "migrate", name: "migrate-01", status: "Exited (0) 2 minutes ago", isJob: true },
    { service: "web", name: "web-02", status: "Exited (0) 2 minutes ago" },
    { service: "once", name: "once-03", status: "Exited (1) 2 minutes ago", isJob: true },
  ]);
  expect(found.map(isServing)).toEqual([true, false, false]);
  expect(isServing({ status: "Up 2 seconds", isJob: true })).toBe(true);
});

test("a service has the release that the state records for it on that host, and is marked where it is pinned", () => {
  const recorded = (service: string, isPinned: boolean) => ({
    ...{ service, host: "web", running: "0123456789ab", isPinned, repository: "berth.invalid/links/api" },
    ...{ kept: [], removed: [] },
  });
  const services = ["api", "db", "other"].map((service) => ({ service, name: service, status: "Up" }));
  const [api, db, other] = services;
  const all = [recorded("api", true), recorded("db", false)];
  expect(withReleases({ host: "web", services }, all)).toEqual([
    { ...api, release: "0123456789ab", isPinned: true },
    { ...db, release: "0123456789ab" },
    other,
  ]);
  expect(withReleases({ host: "web-2", services }, all)).toEqual(services);
});
