import { fileMounts } from "../../../../infra/runtimes/containers/files-volume";
import { type ContainerPlace, containerSpec } from "../../../../infra/runtimes/containers/container-spec";
import { holderSpec } from "../../../../infra/runtimes/containers/holder-spec";
import { secretsSpec } from "../../../../infra/runtimes/containers/secrets-spec";
import type { ServiceModel } from "../../../../infra/compose/service-model";
import { createBody, endpoints } from "../../../../packages/docker/container/container-body";
import rules from "../../../../packages/provider/docker-gate/container-rules.json";
import { networkBody } from "../../../../packages/docker/network/network-body";
import { InputsReader } from "../../../../packages/docker/bridge/inputs-reader";
import type { PropertyMap } from "../../../../packages/model/property";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_CAPABILITIES } from "../../../../infra/compose/take-capabilities";
import { sampleService } from "../../../infra/runtimes/containers/sample-service";
import { askGate } from "../../../support/ask-gate";

const context = { project: "links", stack: "dev" };
const reader = (inputs: object) => new InputsReader(inputs as PropertyMap);
const create = (inputs: object) => ({
  method: "POST",
  target: "/v1.45/containers/create?name=web-0123abcd",
  body: JSON.stringify(createBody(reader({ image: "links/web:0123456789ab", ...inputs }))),
});

const widest: Partial<ServiceModel> = {
  entrypoint: ["/init"],
  command: ["serve", "a b"],
  workingDir: "/srv/app",
  user: "0:0",
  groups: ["1000"],
  environment: { A: "x=y" },
  secrets: ["token"],
  networks: ["edge"],
  ports: [
    { host: 80, container: 8080 },
    { host: 53, container: 53, protocol: "udp" },
    { host: 9000, container: 9000, hostIp: "127.0.0.1" },
  ],
  tmpfs: [
    { target: "/tmp", options: ["size=64m", "mode=1777"] },
    { target: "/run", options: ["exec", "uid=1000"] },
  ],
  capabilities: [...DEFAULT_CAPABILITIES, "NET_ADMIN", "MKNOD", "SYS_NICE"],
  writableRoot: true,
  restart: "on-failure",
  restartRetries: 3,
  init: true,
  extraHosts: { db: ["10.0.0.1"], here: ["host-gateway"] },
  dns: ["10.0.0.2"],
  ulimits: { nofile: { soft: 1024, hard: 65_536 } },
  sysctls: { "net.core.somaxconn": "1024", "net.ipv6.conf.all.disable_ipv6": "1" },
  labels: { "traefik.http.routers.a.rule": "Host(`a`)" },
  tty: true,
  stdinOpen: true,
};
const mounts = {
  volumes: [
    { volumeName: "links-dev-data", containerPath: "/data", readOnly: false },
    { volumeName: "links-dev-shared", containerPath: "/a//b", readOnly: true, selinuxRelabel: "z" },
    { fromContainer: "web-0123abcd-secrets:ro" },
  ],
  mounts: [
    ...fileMounts({
      name: "links-dev-web-files-01" as never,
      mounts: [{ target: "/etc/app.conf", isFolder: false, files: [] }],
    }),
    { type: "volume", source: "d", target: "/x", readOnly: false, volumeOptions: { noCopy: true, subpath: "a/b.c" } },
  ],
};

test("lets every kind of container of a plan through, as it is", () => {
  const places: ContainerPlace[] = [context, { ...context, pidsBound: "slice", replica: 2 }];
  const requests = [
    ...places.flatMap((place) => [
      create(containerSpec(sampleService({ name: "web" }), place)),
      create({ ...containerSpec(sampleService({ name: "Build.x", ...widest }), place), ...mounts }),
      create({ ...containerSpec(sampleService({ name: "build" }), place), networkMode: "container:0a1b2c" }),
    ]),
    create(secretsSpec("web", context)),
    create({ ...holderSpec("files", "web", context), mounts: mounts.mounts }),
  ];
  for (const [index, { reasons, body }] of askGate(requests).entries()) {
    expect(reasons).toBeUndefined();
    // Left out: they are false.
    const { HostConfig: host, ...sent } = JSON.parse(requests[index]?.body ?? "") as { HostConfig: object };
    expect({ ...(body as object), HostConfig: { Privileged: false, PublishAllPorts: false, ...hostOf(body) } }).toEqual(
      {
        ...sent,
        HostConfig: host,
      },
    );
  }
});

test("lets networks of a plan and their members through", () => {
  const network = { name: "links-dev-edge-0123", driver: "bridge", internal: true, attachable: false };
  const member = { networksAdvanced: [{ name: "edge", aliases: ["web"], ipv4Address: "172.30.5.2" }] };
  const post = (target: string, body: object) => ({ method: "POST", target, body: JSON.stringify(body) });
  const [endpoint] = endpoints(reader(member));
  const verdicts = askGate([
    post("/v1.45/networks/create", networkBody("n", reader(network))),
    post(
      "/v1.45/networks/create",
      networkBody("n", reader({ ...network, ipamConfigs: [{ subnet: "172.30.5.0/24" }] })),
    ),
    post("/v1.45/networks/edge/connect", { Container: "0a1b", EndpointConfig: endpoint?.config }),
    post("/v1.45/networks/bridge/disconnect", { Container: "0a1b" }),
    post("/v1.45/volumes/create", { Name: "links-dev-data", Driver: "local", Labels: { "berth.stack": "dev" } }),
  ]);
  expect(verdicts.filter(({ reasons }) => reasons !== undefined)).toEqual([]);
});

test("knows the capabilities that a Compose file may add, and no others", () => {
  const source = readFileSync(join(__dirname, "../../../../infra/compose/take-capabilities.ts"), "utf8");
  const lists = source.slice(0, source.indexOf("const ALLOWED"));
  const allowed = [...lists.matchAll(/"([A-Z_]+)"/g)].map(([, name = ""]) => name);
  const [, listed = ""] = /^\(CAP_\)\?\((.*)\)$/.exec(rules.texts.capability.pattern) ?? [];
  expect(listed.split("|")).toEqual([...allowed].sort());
});

function hostOf(body: unknown): object {
  return (body as { HostConfig: object }).HostConfig;
}
