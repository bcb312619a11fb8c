import { INGRESS, withIngress } from "../../../infra/compose/ingress-service";
import { notDeployedBy } from "../../../infra/compose/not-deployed";
import { parseCompose } from "../../../infra/compose/parse-compose";
import type { ComposeModel } from "../../../infra/compose/service-model";
import { faultsOf, read, SMALL, source, withLines } from "./compose-text";

/** The small file with one more service `api` that has the lines. */
function withApi(lines: string, web = ""): string {
  const api = `  api:\n    image: api:1\n    networks: [edge]\n    ${lines}\n`;
  return withLines(web).replace("networks: { edge: {} }", (networks) => `${api}${networks}`);
}

test("a route goes to /, unless it has a path, and one or a list may be given", () => {
  const { services } = read(
    withApi(
      "x-berth: { route: [{ host: app.example.org, path: /api/, port: 3000, health: '/up?x=1' }, { host: api, port: 1 }] }",
      "x-berth: { route: { host: app.example.org, port: 8000 } }",
    ),
  );
  expect(Object.fromEntries(services.map(({ name, routes }) => [name, routes]))).toEqual({
    web: [{ host: "app.example.org", path: "/", port: 8000 }],
    api: [
      { host: "app.example.org", path: "/api", port: 3000, health: "/up?x=1" },
      { host: "api", path: "/", port: 1 },
    ],
    [INGRESS]: undefined,
  });
});

test("the ingress is a service that publishes 80 and 443, in a network of its own and one of each routed service", () => {
  const text = withLines("x-berth: { route: { host: app.example.org, port: 8000 } }").replace(
    "networks: [edge]",
    "networks: [edge, data]",
  );
  const model = read(text.replace("networks: { edge: {} }", "networks: { edge: { internal: true }, data: {} }"));
  expect(model.services.at(-1)).toEqual({
    name: "berth-ingress",
    hosts: [1],
    build: { context: expect.stringMatching(/infra\/ingress$/) as string, dockerfile: "Dockerfile", args: {} },
    user: "10900:10900",
    environment: {},
    secrets: [],
    networks: ["berth-ingress", "edge"],
    ports: [
      { host: 80, container: 8080 },
      { host: 443, container: 8443 },
    ],
    volumes: [{ volume: "berth-ingress", target: "/data", readOnly: false }],
    tmpfs: [
      { target: "/tmp", options: ["size=8m"] },
      { target: "/run/ingress", options: ["size=1m", "uid=10900", "mode=0700"] },
    ],
    dependsOn: [],
    healthcheck: {
      test: ["CMD", "busybox", "wget", "-q", "-T", "2", "-O", "/dev/null", "http://127.0.0.1:8081/health"],
      intervalMs: 30_000,
      timeoutMs: 5_000,
      startPeriodMs: 30_000,
      startIntervalMs: 1_000,
      retries: 3,
    },
    stopSignal: "SIGTERM",
    stopGraceSeconds: 25,
    memoryMiB: 128,
    shmMiB: 8,
    cpus: 0.5,
    pids: 64,
    capabilities: [],
  });
  expect(model.networks.at(-1)).toEqual({ name: "berth-ingress", internal: false });
  expect(model.volumes).toEqual(["berth-ingress"]);
});

test("a project without routes has no ingress", () => {
  const model = read(SMALL);
  expect(model.services.map(({ name }) => name)).toEqual(["web"]);
  expect(withIngress(model, "/app")).toBe(model);
});

test("the ingress is on each host that has a routed service", () => {
  const model: ComposeModel = {
    ...read(withLines("x-berth: { route: { host: app.example.org, port: 8000 } }")),
    services: [],
  };
  const [web] = read(SMALL).services;
  if (web === undefined) throw new Error("the small file has a service");
  const routes = [{ host: "a", path: "/", port: 1 }];
  const services = [
    { ...web, hosts: [3], routes },
    { ...web, name: "api", hosts: [1, 3], routes },
    { ...web, name: "db", hosts: [2] },
  ];
  expect(withIngress({ ...model, services }, "/app").services.at(-1)?.hosts).toEqual([1, 3]);
});

test("reports every fault of a route at its place", () => {
  const list = [
    "{ host: '*.example.org', port: 0 }",
    "{ host: 10.0.0.1, port: 80, path: api }",
    "{ port: 80 }",
    "{ host: App.example.org, port: 80, paht: / }",
  ];
  const rule = "must be a host name in small letters, such as app.example.org: neither an address nor a pattern";
  const at = (index: number, rest: string) => `c.yaml:8: services.web.x-berth.route[${index}]${rest}`;
  expect(faultsOf(withLines(`x-berth: { route: [${list.join(", ")}] }`))).toEqual([
    at(0, `.host: ${rule} (got "*.example.org")`),
    at(0, ".port: must be an integer from 1 to 65535 (got 0)"),
    at(1, `.host: ${rule} (got "10.0.0.1")`),
    at(1, '.path: must be a path such as /api: it begins with / and has letters, digits, . _ ~ - and / (got "api")'),
    at(2, ".host: must be given"),
    at(3, `.host: ${rule} (got "App.example.org")`),
    at(3, '.paht: is not a key known here, did you mean path? (got "/")'),
  ]);
  expect(faultsOf(withLines("x-berth: { route: [{ host: a, port: 80 }, { host: a, path: /, port: 81 }] }"))).toEqual([
    at(1, ': has the same host and path as services.web.x-berth.route (got "a/")'),
  ]);
  expect(faultsOf(withLines("x-berth: { route: [] }"))).toEqual([
    "c.yaml:8: services.web.x-berth.route: must have a route (got [])",
  ]);
});

test("two services with the same host and path are a fault with both places", () => {
  const route = "x-berth: { route: { host: app.example.org, port: 80 } }";
  expect(faultsOf(withApi(route, route))).toEqual([
    'c.yaml:13: services.api.x-berth.route: has the same host and path as services.web.x-berth.route (got "app.example.org/")',
  ]);
});

test("a service that the ingress cannot reach is a fault", () => {
  const route = "x-berth: { route: { host: app.example.org, port: 80 } }";
  const none = withApi(route).replace("image: api:1\n    networks: [edge]", "image: api:1\n    network_mode: none");
  expect(faultsOf(none)).toEqual([
    "c.yaml:13: services.api.x-berth.route: needs a network, by which the ingress reaches the service",
  ]);
  expect(faultsOf(none.replace("none", "service:web"))).toEqual([
    "c.yaml:13: services.api.x-berth.route: must be given to service web, whose network and ports these are",
  ]);
});

test("a port of the ingress that a service publishes is a fault with what to do, on a loopback address too; UDP is not", () => {
  const route = "x-berth: { route: { host: app.example.org, port: 80 } }";
  const ports = 'ports: ["8080:80", "443:443", "443:443/udp", "127.0.0.1:80:80"]';
  expect(faultsOf(withApi(route, ports))).toEqual([
    "c.yaml:8: services.web.ports[1]: host port 443 is the ingress', which the route of service api needs: publish another port, or give service web an x-berth.route",
    "c.yaml:8: services.web.ports[3]: host port 80 is the ingress', which the route of service api needs: publish another port, or give service web an x-berth.route",
  ]);
});

test("a port of the ingress is free on a host without one", () => {
  const route = "x-berth: { hosts: [2], route: { host: app.example.org, port: 80 } }";
  const text = (host: number) => withApi(route, `x-berth: { hosts: [${host}] }\n    ports: ["443:443"]`);
  expect(parseCompose(source(text(1), { hosts: 2 })).services.map(({ name }) => name)).toContain(INGRESS);
  expect(() => parseCompose(source(text(2), { hosts: 2 }))).toThrow(
    "services.web.ports[0]: host port 443 is the ingress'",
  );
});

test("services of one host name must be on the same hosts", () => {
  const route = "x-berth: { hosts: [1], route: { host: app.example.org, port: 80, path: /api } }";
  const text = withApi(route, "x-berth: { hosts: [2], route: { host: app.example.org, port: 80 } }");
  expect(() => parseCompose(source(text, { hosts: 2 }))).toThrow(
    "c.yaml:13: services.api.x-berth.route: must be on the same hosts as service web, which has this host name too: give both the same x-berth.hosts (got [1])",
  );
});

test("the ingress' names are taken where there are routes", () => {
  const text = withLines("x-berth: { route: { host: app.example.org, port: 80 } }");
  expect(faultsOf(text.replaceAll("edge", "berth-ingress"))).toEqual([
    "c.yaml:10: networks.berth-ingress: must have another name: routes need this one",
  ]);
});

test("without Docker a route is refused by name", () => {
  const text = withLines("x-berth: { route: { host: app.example.org, port: 80 } }");
  const notDeployed = notDeployedBy("vms");
  expect(() => parseCompose(source(text, { notDeployed }))).toThrow(
    "services.web.x-berth.route: is read, but not deployed yet: a route: publish port 443 of a gateway of your own",
  );
});
