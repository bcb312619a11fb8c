import { awaitedPorts, outcomeOf } from "../../../../infra/runtimes/containers/outcome";
import { imageService, sampleService } from "./sample-service";

const check = { intervalMs: 1, timeoutMs: 1, startPeriodMs: 0, startIntervalMs: 1, retries: 1 };
const needs = (condition: "started" | "completed") => [
  sampleService({ name: "app", dependsOn: ["web"], dependencyConditions: { web: condition } }),
];

test("waits for Docker's check where the file has one, and for the state of the container elsewhere", () => {
  expect(outcomeOf(sampleService({}), [])).toBe("healthy");
  expect(outcomeOf(imageService({}), [])).toBe("up");
  expect(outcomeOf(sampleService({ healthcheck: { test: ["NONE"], ...check } }), [])).toBe("up");
  expect(outcomeOf(sampleService({ restart: "no" }), [])).toBe("up");
});

test("waits for the end of what another needs completed, and lets a start suffice where that is all that is needed", () => {
  expect(outcomeOf(sampleService({}), needs("completed"))).toBe("completed");
  expect(outcomeOf(sampleService({}), needs("started"))).toBe("up");
});

test("a service without a check of its own has to accept on a TCP port, and no job, and nothing in another's network", () => {
  const ports = [
    { host: 443, container: 8443 },
    { host: 80, container: 8080 },
    { host: 81, container: 8080, hostIp: "127.0.0.1" },
    { host: 53, container: 53, protocol: "udp" as const },
  ];
  expect(awaitedPorts(imageService({ ports }))).toEqual([8080, 8443]);
  expect(awaitedPorts(sampleService({ ports, healthcheck: { test: ["NONE"], ...check } }))).toEqual([8080, 8443]);
  expect(awaitedPorts(sampleService({ ports }))).toEqual([]);
  expect(awaitedPorts(imageService({ ports, restart: "no" }))).toEqual([]);
  expect(awaitedPorts(imageService({ ports, networkOf: "vpn" }))).toEqual([]);
});
