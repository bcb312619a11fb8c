import { containerSpec } from "../../../../infra/runtimes/containers/container-spec";
import { secretsSpec } from "../../../../infra/runtimes/containers/secrets-spec";
import { imageService, sampleService } from "./sample-service";

const context = { project: "berth", stack: "dev" };

test("closes everything that the service does not request, and writes out what the daemon would answer", () => {
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

test("passes on all that a service can request, and nothing of it as an environment secret", () => {
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

test("leaves an image as it is: its user, its root file system, its program, with limits and walls", () => {
  const image = imageService({ name: "db" });
  expect(containerSpec(image, { ...context, outcome: "up", pidsBound: "slice" })).toEqual({
    hostname: "db",
    envs: [],
    labels: [
      { label: "berth.project", value: "berth" },
      { label: "berth.stack", value: "dev" },
      { label: "berth.service", value: "db" },
      { label: "berth.rollout", value: "start-first" },
    ],
    readOnly: false,
    privileged: false,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true", "label=type:berth_db_t"],
    ipcMode: "private",
    cgroupnsMode: "private",
    networkMode: "none",
    init: false,
    memory: 256,
    memorySwap: 256,
    shmSize: 8,
    cpus: "1.0",
    cgroupParent: expect.stringMatching(/^berth-pids128-[0-9a-f]{8}\.slice$/) as string,
    logDriver: "local",
    logOpts: { "max-size": "10m", "max-file": "3" },
    restart: "unless-stopped",
    mustRun: true,
    removeVolumes: true,
    stopTimeout: 10,
    destroyGraceSeconds: 10,
    wait: false,
  });
});

test("passes on what an image-run service may have beside", () => {
  const spec = containerSpec(
    sampleService({
      name: "app",
      entrypoint: ["/start"],
      command: [],
      workingDir: "/srv",
      init: true,
      tty: true,
      stdinOpen: true,
      hostname: "app.local",
      groups: ["0", "audio"],
      secrets: ["token"],
      networks: ["default"],
      ports: [{ host: 5353, container: 53, protocol: "udp", hostIp: "127.0.0.1" }],
      extraHosts: { db: ["10.0.0.1", "10.0.0.2"], me: ["host-gateway"] },
      dns: ["10.0.0.53"],
      sysctls: { "net.core.somaxconn": "1024" },
      ulimits: { nofile: { soft: 1024, hard: 4096 } },
      labels: { "com.example": "1" },
    }),
    context,
  );
  expect(spec).toMatchObject({
    entrypoints: ["/start"],
    command: [],
    workingDir: "/srv",
    init: true,
    tty: true,
    stdinOpen: true,
    hostname: "app.local",
    groupAdds: ["0", "audio"],
    ports: [{ internal: 53, external: 5353, ip: "127.0.0.1", protocol: "udp" }],
    hosts: [
      { host: "db", ip: "10.0.0.1" },
      { host: "db", ip: "10.0.0.2" },
      { host: "me", ip: "host-gateway" },
    ],
    dns: ["10.0.0.53"],
    sysctls: { "net.core.somaxconn": "1024" },
    ulimits: [
      { name: "nproc", soft: 100, hard: 100 },
      { name: "nofile", soft: 1024, hard: 4096 },
    ],
  });
  expect(spec.labels.at(-1)).toEqual({ label: "com.example", value: "1" });
});

test("makes a job of a service that is not restarted: what waits for its end starts it", () => {
  const job = sampleService({ restart: "on-failure", restartRetries: 3 });
  expect(containerSpec(job, { ...context, outcome: "completed" })).toMatchObject({
    restart: "on-failure",
    maxRetryCount: 3,
    mustRun: false,
    start: false,
    wait: false,
  });
});

test("writes out a check that is switched off, and leaves the image's own to the image", () => {
  const times = { intervalMs: 1_000, timeoutMs: 1_000, startPeriodMs: 0, startIntervalMs: 1_000, retries: 3 };
  const off = sampleService({ healthcheck: { test: ["NONE"], ...times } });
  expect(containerSpec(off, { ...context, outcome: "up" }).healthcheck).toEqual({
    tests: ["NONE"],
    interval: "0s",
    timeout: "0s",
    startPeriod: "0s",
    startInterval: "0s",
    retries: 0,
  });
  expect(containerSpec(imageService({}), { ...context, outcome: "up" })).not.toHaveProperty("healthcheck");
});

test("gives what shares another's network no name, ports or hosts of its own", () => {
  const spec = containerSpec(sampleService({ networkOf: "vpn", hostname: "x" }), context);
  for (const key of ["hostname", "networkMode", "ports", "hosts", "dns"]) expect(spec).not.toHaveProperty(key);
});

test("replicas have different host names", () => {
  expect(containerSpec(sampleService({ name: "web" }), { ...context, replica: 2 })).toMatchObject({
    hostname: "web-2",
  });
});

test("publishes of a replica its own ports alone", () => {
  const ports = [1, 2].map((replica) => ({ host: 8000 + replica, container: 80, replica }));
  expect(containerSpec(sampleService({ ports }), { ...context, replica: 2 })).toMatchObject({
    ports: [{ internal: 80, external: 8002, ip: "0.0.0.0", protocol: "tcp" }],
  });
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

test("gives ports in the order in which the plugin reads them", () => {
  const ports = [
    { host: 443, container: 443 },
    { host: 53, container: 53, protocol: "udp" as const },
    { host: 53, container: 53 },
    { host: 5300, container: 53 },
  ];
  expect(containerSpec(sampleService({ name: "dns", networks: ["edge"], ports }), context)).toMatchObject({
    ports: [
      { internal: 53, external: 53, ip: "0.0.0.0", protocol: "tcp" },
      { internal: 53, external: 5300, ip: "0.0.0.0", protocol: "tcp" },
      { internal: 53, external: 53, ip: "0.0.0.0", protocol: "udp" },
      { internal: 443, external: 443, ip: "0.0.0.0", protocol: "tcp" },
    ],
  });
});

test("a service of any name has it as its Docker label, and a host name that the kernel takes", () => {
  for (const name of ["a_b", "A_b", "build", "x".repeat(90)]) {
    const spec = containerSpec(sampleService({ name }), context);
    expect(spec).toMatchObject({ hostname: name.slice(0, 63) });
    expect(spec.labels).toContainEqual({ label: "berth.service", value: name });
    expect(secretsSpec(name, context).hostname.length).toBeLessThanOrEqual(63);
  }
});
