import { hostCompose } from "../../../infra/compose/host-compose";
import { parseCompose } from "../../../infra/compose/parse-compose";
import { source } from "./compose-text";

/** Services by the lines that place them; each has what the file's other rules want. */
function compose(services: Readonly<Record<string, string>>, hosts: number, volumes = "volumes: { data: {} }"): string {
  const blocks = Object.entries(services).map(([name, lines], index) => {
    const common = `build: ./${name}, user: "${10_001 + index}:1", healthcheck: { test: [CMD, "true"] }, mem_limit: 256m`;
    return `  ${name}: { ${common}${lines === "" ? "" : `, ${lines}`} }`;
  });
  return `name: shop\nservices:\n${blocks.join("\n")}\n${volumes}\n# ${hosts}`;
}

function placed(services: Readonly<Record<string, string>>, hosts = 3, volumes?: string) {
  const text = compose(services, hosts, volumes);
  const model = parseCompose(source(text, { memoryMiB: 1024, hosts }));
  return Object.fromEntries(model.services.map((service) => [service.name, service.hosts]));
}

const needs = (name: string) => `depends_on: { ${name}: { condition: service_healthy } }`;

test("a service that keeps nothing runs on every host", () => {
  expect(placed({ web: "" })).toEqual({ web: [1, 2, 3] });
});

test("one that keeps a volume runs on the first, and what depends on it beside it", () => {
  expect(placed({ web: needs("db"), db: 'volumes: ["data:/data"]', other: "" })).toEqual({
    web: [1],
    db: [1],
    other: [1, 2, 3],
  });
});

test("with hosts of their own each service has the one of its place in the file", () => {
  const systemd = "x-berth: { systemd: { command: [/bin/true] }, hosts: [3] }";
  const text = compose({ web: `${needs("db")}, ${systemd}`, db: systemd }, 1, "");
  const model = parseCompose(source(text, { memoryMiB: 512, hosts: "own" }));
  expect(model.services.map(({ name, hosts }) => [name, hosts])).toEqual([
    ["db", [2]],
    ["web", [1]],
  ]);
});

test("x-berth.hosts moves it, and what depends on it follows", () => {
  const db = 'volumes: ["data:/data"], x-berth: { hosts: [3] }';
  expect(placed({ edge: needs("web"), web: needs("db"), db })).toEqual({ edge: [3], web: [3], db: [3] });
});

test("a volume that each host has of its own keeps nothing in one place", () => {
  const volumes = "volumes: { data: { x-berth: { per: host } } }";
  expect(placed({ web: 'volumes: ["data:/data"]' }, 2, volumes)).toEqual({ web: [1, 2] });
});

test("all is every host, and a list is sorted", () => {
  expect(placed({ web: "x-berth: { hosts: all }", job: "x-berth: { hosts: [3, 1] }" })).toEqual({
    web: [1, 2, 3],
    job: [1, 3],
  });
});

test("with one host everything is on it", () => {
  expect(placed({ web: needs("db"), db: 'volumes: ["data:/data"]' }, 1)).toEqual({ web: [1], db: [1] });
});

const refused: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  [
    "a host that there is not",
    { web: "x-berth: { hosts: [4] }" },
    "c.yaml:3: services.web.x-berth.hosts: must be hosts that there are, 1 to 3: raise the config key hosts (got [4])",
  ],
  [
    "data in two places",
    { db: 'volumes: ["data:/data"], x-berth: { hosts: [1, 2] }' },
    "c.yaml:3: services.db.x-berth.hosts: must be one: volume data can't be on several hosts, or give it x-berth: { per: host } if each has data of its own (got [1,2])",
  ],
  [
    "a service where what it needs is not",
    { web: `${needs("db")}, x-berth: { hosts: all }`, db: 'volumes: ["data:/data"]' },
    'c.yaml:3: services.web.x-berth.hosts: must be where db runs, which it depends on and which is not on host 2, 3 (got "all")',
  ],
  [
    "needs that no host has together",
    {
      web: "depends_on: { a-one: { condition: service_healthy }, b-two: { condition: service_healthy } }",
      "a-one": "x-berth: { hosts: [1] }",
      "b-two": "x-berth: { hosts: [2] }",
    },
    "c.yaml:3: services.web.x-berth.hosts: have none in common that run a-one and b-two",
  ],
  [
    "no host at all",
    { web: "x-berth: { hosts: [] }" },
    "c.yaml:3: services.web.x-berth.hosts: must name a host (got [])",
  ],
  [
    "a host twice",
    { web: "x-berth: { hosts: [1, 1] }" },
    "c.yaml:3: services.web.x-berth.hosts[1]: must not be listed twice (got 1)",
  ],
];

test.each(refused)("%s is refused, with the fix", (_what, services, message) => {
  expect(() => placed(services)).toThrow(new Error(message));
});

test("memory is counted for each host by itself", () => {
  const five = Object.fromEntries(
    Array.from({ length: 5 }, (_, at) => [`web${at}`, `x-berth: { hosts: [${(at % 2) + 1}] }`]),
  );
  expect(Object.keys(placed(five, 2))).toHaveLength(5);
  expect(() => placed(five, 1)).toThrow("must be hosts that there are");
});

test("a host's part of the file is its services and what they use; what no one uses is the first's", () => {
  const text = `name: shop
services:
  db: { build: ./db, user: "1:1", healthcheck: { test: [CMD, "true"] }, networks: [back], volumes: ["data:/data"] }
  web: { build: ./web, user: "2:1", healthcheck: { test: [CMD, "true"] }, networks: [front], secrets: [key] }
networks: { back: {}, front: {}, spare: {} }
volumes: { data: {}, old: {} }
secrets: { key: { x-berth: { generate: { length: 32 } } } }
`;
  const model = parseCompose(source(text, { memoryMiB: 1024, hosts: 2 }));
  const parts = [1, 2].map((host) => {
    const { services, networks, volumes, secrets } = hostCompose(model, host);
    return [services, networks, secrets].map((items) => items.map(({ name }) => name)).concat([[...volumes]]);
  });
  expect(parts).toEqual([
    [["db", "web"], ["back", "front", "spare"], ["key"], ["data", "old"]],
    [["web"], ["front"], ["key"], []],
  ]);
});
