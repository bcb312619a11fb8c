import type { ServiceModel } from "../../../../infra/compose/service-model";

/** A service that asks for nothing, with what a test changes in it. */
export function sampleService(changes: Partial<ServiceModel>): ServiceModel {
  return {
    name: "web",
    hosts: [1],
    build: { context: "./web", dockerfile: "Dockerfile", args: {} },
    user: "10001:10001",
    environment: {},
    secrets: [],
    networks: [],
    ports: [],
    volumes: [],
    tmpfs: [],
    dependsOn: [],
    healthcheck: {
      test: ["CMD", "true"],
      intervalMs: 10_000,
      timeoutMs: 5_000,
      startPeriodMs: 30_000,
      startIntervalMs: 1_000,
      retries: 3,
    },
    stopSignal: "SIGTERM",
    stopGraceSeconds: 10,
    memoryMiB: 256,
    shmMiB: 8,
    cpus: 1,
    pids: 100,
    capabilities: [],
    ...changes,
  };
}
