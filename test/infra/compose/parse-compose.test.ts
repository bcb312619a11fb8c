import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { ComposeError } from "../../../infra/compose/fault";
import { faultsOf, read, SMALL, withLines } from "./compose-text";

const SAMPLE = readFileSync(resolve(__dirname, "../../../services/compose.yaml"), "utf8");
test("completes the smallest file with every default", () => {
  expect(read(SMALL)).toEqual({
    name: "app",
    services: [
      {
        name: "web",
        hosts: [1],
        build: { context: "web", dockerfile: "Dockerfile", args: {} },
        user: "10001:10001",
        healthcheck: {
          test: ["CMD", "true"],
          intervalMs: 30_000,
          timeoutMs: 5_000,
          startPeriodMs: 30_000,
          startIntervalMs: 1_000,
          retries: 3,
        },
        dependsOn: [],
        environment: {},
        secrets: [],
        networks: ["edge"],
        ports: [],
        volumes: [],
        tmpfs: [],
        capabilities: [],
        writableRoot: true,
        stopGraceSeconds: 10,
        memoryMiB: 512,
        shmMiB: 64,
        cpus: 1,
        pids: 512,
      },
    ],
    networks: [{ name: "edge", internal: false }],
    volumes: [],
    secrets: [],
    notices: [],
  });
});

test("reads the sample stack: dependencies first, only the gateway with ports, secrets as files only", () => {
  const model = read(SAMPLE);
  expect(model.services.map(({ name, ports, secrets, user }) => ({ name, ports, secrets, user }))).toEqual([
    { name: "db", ports: [], secrets: ["db_password"], user: "10003:10003" },
    { name: "api", ports: [], secrets: ["db_password"], user: "10002:10002" },
    {
      name: "gateway",
      ports: [
        { host: 80, container: 8080 },
        { host: 443, container: 8443 },
      ],
      secrets: [],
      user: "10001:10001",
    },
  ]);
  expect(model.secrets).toEqual([{ name: "db_password", length: 32 }]);
});

test("takes a variable's value, its default, and a dollar sign", () => {
  const text = withLines('environment: { A: "${NAME}", B: "${NONE:-b}", C: "$$NAME", D: "${EMPTY-d}${EMPTY:-e}" }');
  expect(read(text, { NAME: "x", EMPTY: "" }).services[0]?.environment).toEqual({ A: "x", B: "b", C: "$NAME", D: "e" });
});

test("shares a block by an anchor and a merge of nothing", () => {
  const text = SMALL.replace("healthcheck: {", "healthcheck: &check {").replace(
    "networks: { edge",
    '  other: { build: ./o, user: "2:2", healthcheck: *check }\nnetworks: { edge',
  );
  expect(read(text).services[1]?.healthcheck?.test).toEqual(["CMD", "true"]);
});

test("is not led to an object's prototype by a name", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    expect(() => read(SMALL.replace("[edge]", `[${name}]`))).toThrow(ComposeError);
    expect(() => read(`${SMALL}${name}: {}\n`)).toThrow(ComposeError);
  }
});

test("reads any accepted file to the same model twice", () => {
  fc.assert(
    fc.property(anyService, (fields) => {
      const text = stringify({ name: "app", services: { web: fields }, networks: { edge: {} }, volumes: { data: {} } });
      expect(read(text)).toEqual(read(stringify(parse(text))));
    }),
  );
});

test("names the changed key, and no other, when one value of a good file is broken", () => {
  const broken = fc.constantFrom(null, -1, 1.5, "", "../x", [], {}, [{}], "\u0001", "$(reboot)");
  fc.assert(
    fc.property(anyService, fc.nat(), broken, (fields, pick, value) => {
      const keys = Object.keys(fields);
      const key = keys[pick % keys.length] ?? "user";
      const text = stringify({
        name: "app",
        services: { web: { ...fields, [key]: value } },
        networks: { edge: {} },
        volumes: { data: {} },
      });
      for (const fault of faultsOf(text))
        expect(fault).toMatch(new RegExp(`services\\.web\\.(${key}\\b|networks: must have one that)`));
    }),
  );
});

const anyService = fc.record(
  {
    build: fc.constant("./web"),
    user: fc.constant("10001:10001"),
    healthcheck: fc.record({ test: fc.constant(["CMD", "x"]), retries: fc.integer({ min: 1, max: 100 }) }),
    networks: fc.constant(["edge"]),
    ports: fc.uniqueArray(
      fc.integer({ min: 1000, max: 2000 }).map((port) => `${port}:8080`),
      { maxLength: 3 },
    ),
    environment: fc.dictionary(
      fc.stringMatching(/^[A-Z_]{1,8}$/),
      fc.string().map((text) => text.replaceAll("$", "$$$$").replaceAll("\u0000", "")),
    ),
    volumes: fc.constantFrom([], ["data:/data"], ["data:/data:ro"]),
    mem_limit: fc.integer({ min: 8, max: 700 }).map((count) => `${count}m`),
    cpus: fc.constantFrom(0.1, 0.5, 1, 64),
    pids_limit: fc.integer({ min: 8, max: 32_768 }),
    stop_grace_period: fc.constantFrom("1s", "1m30s", "500ms"),
  },
  { requiredKeys: ["build", "user", "healthcheck", "networks"] },
);
