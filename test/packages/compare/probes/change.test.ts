import { visitResults } from "../../../../packages/compare/probes/change";

test("a change has the time until it was seen and the time without an answer", () => {
  expect(visitResults({ seenAfter: 12.3, notAnswering: 0.4 })).toEqual([
    { measure: "change-time", value: 12.3 },
    { measure: "change-downtime", value: 0.4 },
  ]);
});

test("a change that no client saw gives no reading", () => {
  expect(() => visitResults({ notAnswering: 0 })).toThrow("not served before `up` ended");
});
