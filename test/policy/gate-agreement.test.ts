import { containerSpec } from "../../infra/runtimes/containers/container-spec";
import { holderSpec } from "../../infra/runtimes/containers/holder-spec";
import { secretsSpec } from "../../infra/runtimes/containers/secrets-spec";
import { InputsReader } from "../../packages/docker/bridge/inputs-reader";
import { createBody } from "../../packages/docker/container/container-body";
import { networkBody } from "../../packages/docker/network/network-body";
import type { PropertyMap } from "../../packages/model/property";
import { containerRules } from "../../policy/container-rules";
import { sampleService } from "../infra/runtimes/containers/sample-service";
import { askGate } from "../support/ask-gate";
import { violations } from "./support/violations";

const type = "docker:index/container:Container";
const mandatory = containerRules.filter(({ enforcementLevel }) => enforcementLevel !== "advisory");
const reader = (inputs: object) => new InputsReader(inputs as PropertyMap);
const context = { project: "links", stack: "dev" };
const spec = containerSpec(sampleService({ name: "web" }), context);

/** Whether the gate lets pass what packages/docker sends for these inputs. */
function passesGate(inputs: object): boolean {
  const body = JSON.stringify(createBody(reader({ image: "links/web:1", ...inputs })));
  const [verdict] = askGate([{ method: "POST", target: "/v1.45/containers/create?name=web", body }]);
  return verdict?.reasons === undefined;
}

const volume = (more: object) => [{ type: "volume", source: "data", target: "/data", ...more }];

/** Rule → inputs that break it. */
const hostile: readonly (readonly [string, object])[] = [
  ["docker-security-options", { securityOpts: ["label=disable"] }],
  ["docker-security-options", { securityOpts: ["seccomp=unconfined"] }],
  ["docker-security-options", { securityOpts: ["label=type:berth_build_t"] }],
  ["docker-security-options", { securityOpts: ["label=type:spc_t"] }],
  ["docker-security-options", { securityOpts: ["no-new-privileges:false"] }],
  ["docker-capabilities", { capabilities: { adds: ["CAP_SYS_ADMIN"], drops: ["ALL"] } }],
  ["docker-capabilities", { capabilities: { adds: ["ALL"] } }],
  ["docker-no-host-namespaces", { privileged: true }],
  ["docker-no-host-namespaces", { pidMode: "host" }],
  ["docker-no-host-namespaces", { usernsMode: "host" }],
  ["docker-no-host-namespaces", { networkMode: "host" }],
  ["docker-no-host-namespaces", { ipcMode: "host" }],
  ["docker-no-host-namespaces", { ipcMode: "shareable" }],
  ["docker-no-host-namespaces", { cgroupnsMode: "host" }],
  ["docker-no-host-namespaces", { cgroupParent: "/system.slice" }],
  ["docker-no-host-namespaces", { runtime: "sysbox" }],
  ["docker-no-devices", { devices: [{ hostPath: "/dev/kvm" }] }],
  ["docker-no-devices", { storageOpts: { size: "1G" } }],
  ["docker-no-host-paths", { volumes: [{ hostPath: "/var/run", containerPath: "/x" }] }],
  ["docker-no-host-paths", { volumes: [{ volumeName: "data", containerPath: "/proc/x" }] }],
  ["docker-no-host-paths", { volumes: [{ volumeName: "data", containerPath: "/x/../sys" }] }],
  ["docker-no-host-paths", { mounts: volume({ type: "bind", source: "/etc" }) }],
  ["docker-no-host-paths", { mounts: volume({ source: "../../etc" }) }],
  ["docker-no-host-paths", { mounts: volume({ target: "/dev" }) }],
  ["docker-no-host-paths", { mounts: volume({ volumeOptions: { subpath: "../x" } }) }],
  ["docker-no-host-paths", { mounts: volume({ volumeOptions: { driverOptions: { o: "bind", device: "/" } } }) }],
  ["docker-no-host-paths", { tmpfs: { "/sys/x": "rw" } }],
  ["docker-no-host-paths", { tmpfs: { "/tmp": "rw,suid" } }],
  ["docker-own-sysctls", { sysctls: { "kernel.core_pattern": "|/x" } }],
  ["docker-own-sysctls", { sysctls: { "vm.overcommit_memory": "1" } }],
  ["docker-ports", { ports: [{ internal: 1, external: 22 }] }],
  ["docker-ports", { ports: [{ internal: 1, external: 2375, protocol: "tcp" }] }],
  ["docker-ports", { ports: [{ internal: 1, external: 80, ip: "169.254.169.254" }] }],
];

test.each(hostile)("%s: the pack reports what the gate refuses, %j", async (rule, inputs) => {
  const props = { ...spec, ...inputs };
  const found = await violations(mandatory, { type, props });
  expect(new Set(found.map((fault) => fault.split(":")[0]))).toEqual(new Set([rule]));
  expect(passesGate(props)).toBe(false);
});

test("both let pass every kind of container that Berth makes", async () => {
  const wide = sampleService({
    ...{ name: "web", capabilities: ["NET_ADMIN", "MKNOD"], tmpfs: [{ target: "/run", options: ["exec", "uid=1"] }] },
    ...{ ports: [{ host: 53, container: 53, protocol: "udp" as const }], sysctls: { "net.core.somaxconn": "1" } },
  });
  const containers = [
    spec,
    containerSpec(wide, { ...context, pidsBound: "slice", level: "s0:c1,c2" }),
    { ...spec, networkMode: "container:0a1b", volumes: [{ fromContainer: "web-secrets:ro" }] },
    { ...spec, mounts: volume({ readOnly: true, volumeOptions: { noCopy: true, subpath: "a/b" } }) },
    holderSpec("files", "web", context),
    secretsSpec("web", context),
  ];
  for (const props of containers) {
    expect(await violations(mandatory, { type, props })).toEqual([]);
    expect(passesGate(props)).toBe(true);
  }
});

test("both refuse a volume that is a folder of the host, and a network that is not a private bridge", async () => {
  const driverOpts = { type: "none", o: "bind", device: "/" };
  const volumeType = "docker:index/volume:Volume";
  expect(await violations(mandatory, { type: volumeType, props: { driver: "local" } })).toEqual([]);
  expect(await violations(mandatory, { type: volumeType, props: { driver: "local", driverOpts } })).toHaveLength(1);
  const networks = [{ driver: "macvlan" }, { driver: "bridge", ipamConfigs: [{ subnet: "8.8.8.0/24" }] }];
  for (const props of networks) {
    expect(await violations(mandatory, { type: "docker:index/network:Network", props })).toHaveLength(1);
    const body = JSON.stringify(networkBody("web", reader(props)));
    const create = { method: "POST", target: "/v1.45/networks/create", body };
    const volume = JSON.stringify({ Name: "data", Driver: "local", DriverOpts: driverOpts });
    const verdicts = askGate([create, { method: "POST", target: "/v1.45/volumes/create", body: volume }]);
    expect(verdicts.map(({ reasons = [] }) => reasons.length)).toEqual([1, 1]);
  }
});
