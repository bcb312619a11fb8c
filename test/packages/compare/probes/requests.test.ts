import { allAnswered } from "../../../../packages/compare/probes/requests";

const asked = { answers: 10, faults: [], seconds: 5, medianMs: 3, p99Ms: 9 };

test("requests that were not all answered, or none, give no figure", () => {
  expect(allAnswered(asked)).toBe(asked);
  expect(() => allAnswered({ ...asked, faults: ["Error: status 502"] })).toThrow("status 502");
  expect(() => allAnswered({ ...asked, answers: 0 })).toThrow("no request was answered");
});
