import { containerSpec } from "../../../../infra/runtimes/containers/container-spec";
import { secretsSpec } from "../../../../infra/runtimes/containers/secrets-spec";
import { sampleService } from "./sample-service";

const context = { project: "berth", stack: "dev" };

test("closes everything that the service does not ask for, and writes out what the daemon would answer", () => {
  expect(containerSpec(sampleService({ name: "web" }), context)).toEqual({
    hostname: "web",
    user: "10001:10001",
    envs: [],
    labels: [
      { label: "berth.project", value: "berth" },
      { label: "berth.stack", value: "dev" },
      { label: "berth.service", value: "web" },
      { label: "berth.rollout", value: "start-first" },
    ],
    readOnly: true,
    privileged: false,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true", "label=type:berth_web_t"],
    ipcMode: "private",
    cgroupnsMode: "private",
    networkMode: "none",
    init: false,
    memory: 256,
    memorySwap: 256,
    shmSize: 8,
    cpus: "1.0",
    ulimits: [{ name: "nproc", soft: 100, hard: 100 }],
    logDriver: "local",
    logOpts: { "max-size": "10m", "max-file": "3" },
    restart: "unless-stopped",
    mustRun: true,
    removeVolumes: true,
    stopSignal: "SIGTERM",
    stopTimeout: 10,
    destroyGraceSeconds: 10,
    healthcheck: {
      tests: ["CMD", "true"],
      interval: "10s",
      timeout: "5s",
      startPeriod: "30s",
      startInterval: "1s",
      retries: 3,
    },
    wait: true,
    waitTimeout: 90,
  });
});

test("passes on all that a service can ask for, and nothing of it as an environment secret", () => {
  const spec = containerSpec(
    sampleService({
      name: "big-one",
      command: ["serve", "a b"],
      user: "0:0",
      environment: { B: "2", A: "x=y" },
      secrets: ["token"],
      networks: ["edge"],
      ports: [{ host: 80, container: 8080 }],
      volumes: [{ volume: "data", target: "/data", readOnly: false }],
      tmpfs: [{ target: "/tmp", options: ["size=8m"] }],
      capabilities: ["SETUID", "CHOWN"],
      cpus: 0.5,
      stopSignal: "SIGINT",
      stopGraceSeconds: 60,
    }),
    context,
  );
  expect(spec).toMatchObject({
    command: ["serve", "a b"],
    envs: ["A=x=y", "B=2"],
    capabilities: { adds: ["CAP_CHOWN", "CAP_SETUID"], drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true", "label=type:berth_big_one_t"],
    groupAdds: ["0"],
    networkMode: "bridge",
    ports: [{ internal: 8080, external: 80, ip: "0.0.0.0", protocol: "tcp" }],
    tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=8m" },
    cpus: "0.5",
    stopSignal: "SIGINT",
    stopTimeout: 60,
    destroyGraceSeconds: 60,
  });
  expect(spec.labels.at(-1)).toEqual({ label: "berth.rollout", value: "stop-first: volume data" });
});

test("holds secrets in a container that is never started", () => {
  expect(secretsSpec("api", context)).toEqual({
    labels: [
      { label: "berth.project", value: "berth" },
      { label: "berth.stack", value: "dev" },
      { label: "berth.secrets", value: "api" },
    ],
    hostname: "api-secrets",
    command: ["/bin/false"],
    user: "65534:65534",
    start: false,
    mustRun: false,
    restart: "no",
    networkMode: "none",
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    ipcMode: "private",
    cgroupnsMode: "private",
    init: false,
    logDriver: "none",
    removeVolumes: true,
    volumes: [{ containerPath: "/run/secrets" }],
  });
});
