import { createBody, endpoints, updateBody } from "../../../../packages/docker/container/container-body";
import { InputsReader } from "../../../../packages/docker/bridge/inputs-reader";
import type { PropertyMap } from "../../../../packages/model/property";
import official from "../recorded/official-5.2.0.json";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const full = new InputsReader(official.full.inputs);

test("builds the whole request of a container", () => {
  expect(plain(createBody(full))).toEqual({
    Image: official.full.inputs.image,
    Cmd: ["sleep", "1000"],
    Env: ["B=2", "A=1"],
    ExposedPorts: { "80/tcp": {} },
    Healthcheck: {
      Test: ["CMD", "true"],
      Interval: 2e9,
      Timeout: 60e9,
      StartPeriod: 1e9,
      StartInterval: 0,
      Retries: 3,
    },
    Labels: { "berth.project": "p", "berth.stack": "dev" },
    OpenStdin: false,
    StopSignal: "SIGTERM",
    StopTimeout: 5,
    Tty: false,
    User: "1000:1000",
    HostConfig: {
      AutoRemove: false,
      CapAdd: ["CAP_NET_BIND_SERVICE"],
      CapDrop: ["ALL"],
      ExtraHosts: ["foo:10.0.0.1"],
      Init: true,
      LogConfig: { Type: "json-file", Config: { "max-size": "10m", "max-file": "3" } },
      Mounts: [
        { Type: "volume", Target: "/data", Source: "dbdata", ReadOnly: false },
        { Type: "tmpfs", Target: "/run2", ReadOnly: false, TmpfsOptions: { SizeBytes: 1048576, Mode: 0o1777 } },
        { Type: "bind", Target: "/h", Source: "/etc/hostname", ReadOnly: true },
      ],
      NetworkMode: "bridge",
      PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "18080" }] },
      Privileged: false,
      PublishAllPorts: false,
      ReadonlyRootfs: false,
      RestartPolicy: { Name: "unless-stopped", MaximumRetryCount: 0 },
      SecurityOpt: ["no-new-privileges:true"],
      Sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" },
      Tmpfs: { "/tmp": "rw,noexec,size=16m" },
      Ulimits: [{ Name: "nofile", Soft: 1024, Hard: 2048 }],
    },
  });
});

test("names the networks with their aliases in the program's order", () => {
  expect(plain(endpoints(full))).toEqual([
    { network: "appnet", config: { Aliases: expect.arrayContaining(["db", "data"]) as unknown, IPAMConfig: {} } },
    { network: official.auto.inputs.name, config: { IPAMConfig: {} } },
  ]);
});

test("sends limits in bytes, a swap of -1 as it is, and CPUs in billionths", () => {
  const reader = new InputsReader({ memory: 64, memorySwap: -1, cpus: "1.5", cpuQuota: 5, shmSize: 8 });
  expect(createBody(reader).HostConfig).toMatchObject({
    ...{ Memory: 67108864, MemorySwap: -1, NanoCpus: 1500000000, CpuQuota: undefined, ShmSize: 8388608 },
  });
  expect(updateBody(new InputsReader({ restart: "always" }))).toMatchObject({
    Memory: 0,
    CpuShares: 0,
    RestartPolicy: { Name: "always" },
  });
});

test("keeps systempaths=unconfined to itself", () => {
  const body = createBody(new InputsReader({ securityOpts: ["systempaths=unconfined", "label=disable"] }));
  expect(body.HostConfig).toMatchObject({ SecurityOpt: ["label=disable"], MaskedPaths: [], ReadonlyPaths: [] });
});

test("turns volumes into binds with their access and label, and refuses a volume without a place", () => {
  const volumes: PropertyMap[] = [
    { containerPath: "/a", volumeName: "data", readOnly: true, selinuxRelabel: "Z" },
    { containerPath: "/b", hostPath: "/srv" },
    { containerPath: "/c" },
    { fromContainer: "other" },
  ];
  const body = createBody(new InputsReader({ volumes }));
  expect(body).toMatchObject({ Volumes: { "/a": {}, "/b": {}, "/c": {} } });
  expect(body.HostConfig).toMatchObject({ Binds: ["data:/a:ro,Z", "/srv:/b:rw"], VolumesFrom: ["other"] });
  expect(() => createBody(new InputsReader({ volumes: [{ volumeName: "x" }] }))).toThrow(
    "each needs either containerPath or fromContainer",
  );
});
