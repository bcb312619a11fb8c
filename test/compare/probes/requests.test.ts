import { requestResults } from "../../../compare/probes/requests";

test("requests that were not all answered give no rate and no latency", () => {
  const asked = { answers: 10, faults: ["Error: status 502"], seconds: 5, medianMs: 3, p99Ms: 9 };
  const reason = "not every request was answered: Error: status 502";
  expect(requestResults(asked)).toEqual(
    ["rate", "latency-median", "latency-p99"].map((measure) => ({ measure, reason })),
  );
  expect(requestResults({ ...asked, faults: [] })).toEqual([
    { measure: "rate", value: 2 },
    { measure: "latency-median", value: 3 },
    { measure: "latency-p99", value: 9 },
  ]);
});
