import { outcomeOf } from "../../../../infra/runtimes/containers/outcome";
import { imageService, sampleService } from "./sample-service";

const check = { intervalMs: 1, timeoutMs: 1, startPeriodMs: 0, startIntervalMs: 1, retries: 1 };
const needs = (condition: "started" | "completed") => [
  sampleService({ name: "app", dependsOn: ["web"], dependencyConditions: { web: condition } }),
];

test("waits for Docker's check where the file has one, and for the state of the container elsewhere", () => {
  expect(outcomeOf(sampleService({}), [])).toBe("healthy");
  expect(outcomeOf(imageService({}), [])).toBe("up");
  expect(outcomeOf(sampleService({ healthcheck: { test: ["NONE"], ...check } }), [])).toBe("up");
  expect(outcomeOf(sampleService({ healthcheck: { test: [], ...check } }), [])).toBe("up");
  expect(outcomeOf(sampleService({ restart: "no" }), [])).toBe("up");
});

test("waits for the end of what another needs completed, and lets a start suffice where that is all that is needed", () => {
  expect(outcomeOf(sampleService({}), needs("completed"))).toBe("completed");
  expect(outcomeOf(sampleService({}), needs("started"))).toBe("up");
});
