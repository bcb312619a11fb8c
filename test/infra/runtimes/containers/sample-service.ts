import type { ServiceModel } from "../../../../infra/compose/service-model";

const bare: ServiceModel = {
  name: "web",
  hosts: [1],
  environment: {},
  secrets: [],
  networks: [],
  ports: [],
  volumes: [],
  tmpfs: [],
  dependsOn: [],
  stopGraceSeconds: 10,
  memoryMiB: 256,
  shmMiB: 8,
  cpus: 1,
  pids: 100,
  capabilities: [],
};

/** A built service that asks for nothing, with what a test changes in it. */
export function sampleService(changes: Partial<ServiceModel>): ServiceModel {
  return {
    ...bare,
    build: { context: "./web", dockerfile: "Dockerfile", args: {} },
    user: "10001:10001",
    healthcheck: {
      test: ["CMD", "true"],
      intervalMs: 10_000,
      timeoutMs: 5_000,
      startPeriodMs: 30_000,
      startIntervalMs: 1_000,
      retries: 3,
    },
    stopSignal: "SIGTERM",
    ...changes,
  };
}

/** A service that is an image of a registry as it is, with what a test changes in it. */
export function imageService(changes: Partial<ServiceModel>): ServiceModel {
  return { ...bare, image: { reference: "postgres:17" }, writableRoot: true, ...changes };
}
