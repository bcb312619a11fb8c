/** A request to the Docker daemon's API. */
export interface ApiRequest {
  readonly method: string;
  readonly target: string;
  /** JSON, as it goes over the wire. */
  readonly body?: string;
}

/** What `docker create` sends (client 28.2.2 for API 1.45), all that it fills in included. */
export const plainContainer = {
  ...{ Hostname: "", Domainname: "", User: "", AttachStdin: false, AttachStdout: true, AttachStderr: true },
  ...{ ExposedPorts: { "80/tcp": {} }, Tty: false, OpenStdin: false, StdinOnce: false, Env: null, Cmd: ["true"] },
  ...{ Image: "debian:trixie-slim", Volumes: {}, WorkingDir: "", Entrypoint: null, OnBuild: null, Labels: {} },
  HostConfig: {
    ...{ Binds: ["data:/data"], ContainerIDFile: "", LogConfig: { Type: "", Config: {} }, NetworkMode: "bridge" },
    ...{ PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "8080" }] }, AutoRemove: false, VolumeDriver: "" },
    ...{ RestartPolicy: { Name: "unless-stopped", MaximumRetryCount: 0 }, VolumesFrom: null, ConsoleSize: [0, 0] },
    ...{ CapAdd: null, CapDrop: ["ALL"], CgroupnsMode: "", Dns: [], DnsOptions: [], DnsSearch: [], ExtraHosts: null },
    ...{ GroupAdd: null, IpcMode: "", Cgroup: "", Links: null, OomScoreAdj: 0, PidMode: "", Privileged: false },
    ...{ PublishAllPorts: false, ReadonlyRootfs: false, SecurityOpt: ["no-new-privileges"], UTSMode: "" },
    ...{ UsernsMode: "", ShmSize: 0, Isolation: "", CpuShares: 0, Memory: 67108864, NanoCpus: 0, CgroupParent: "" },
    ...{ BlkioWeight: 0, BlkioWeightDevice: [], BlkioDeviceReadBps: [], BlkioDeviceWriteBps: [] },
    ...{ BlkioDeviceReadIOps: [], BlkioDeviceWriteIOps: [], CpuPeriod: 0, CpuQuota: 0, CpuRealtimePeriod: 0 },
    ...{ CpuRealtimeRuntime: 0, CpusetCpus: "", CpusetMems: "", Devices: [], DeviceCgroupRules: null },
    ...{ DeviceRequests: null, MemoryReservation: 0, MemorySwap: 0, MemorySwappiness: -1, OomKillDisable: false },
    ...{ PidsLimit: 0, Ulimits: [], CpuCount: 0, CpuPercent: 0, IOMaximumIOps: 0, IOMaximumBandwidth: 0 },
    ...{ MaskedPaths: null, ReadonlyPaths: null },
  },
  NetworkingConfig: { EndpointsConfig: {} },
};

const device = { PathOnHost: "/dev/vda", PathInContainer: "/dev/vda", CgroupPermissions: "rwm" };
const throttle = [{ Path: "/dev/vda", Rate: 1 }];
const mount = (more: object) => [{ Type: "volume", Source: "data", Target: "/x", ...more }];

/** Each field of HostConfig in API 1.45 that can mean something to the host, with values that no plan has. */
export const hostileHostFields: Readonly<Record<string, readonly unknown[]>> = {
  Annotations: [{ "run.oci.keep_original_groups": "1" }],
  Binds: [
    ...["/:/x", "/etc:/x", "/var/run/docker.sock:/s", "/run/docker.sock:/s", "/var/lib/docker:/x", "/sys:/x"],
    ...["/sys/fs/cgroup:/x", "/dev:/x", "/proc:/x", "/home/deploy/x:/x:rshared", "/var/tmp/x:/x:z", "./x:/x"],
    ...["data:/x:rshared", "data:/x:suid", "data:/proc", "data:/x/../proc", "data://proc/sys", "data:/dev/shm", "data"],
    ...["data:/x:rw\n/etc:/y", "../data:/x", "data:/x:shared"],
  ].map((bind) => [bind]),
  BlkioDeviceReadBps: [throttle],
  BlkioDeviceReadIOps: [throttle],
  BlkioDeviceWriteBps: [throttle],
  BlkioDeviceWriteIOps: [throttle],
  BlkioWeight: [500],
  BlkioWeightDevice: [[{ Path: "/dev/vda", Weight: 10 }]],
  CapAdd: [
    ...["ALL", "SYS_ADMIN", "CAP_SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF"],
    ...["PERFMON", "SYS_BOOT", "SYS_TIME", "SYSLOG", "MAC_ADMIN", "sys_admin", "all", "CAP_CHECKPOINT_RESTORE"],
  ].map((capability) => [capability]),
  Cgroup: ["container:x"],
  CgroupParent: ["/", "system.slice", "berth-pids512-../../x.slice", "/system.slice/auditd.service"],
  CgroupnsMode: ["host", "HOST"],
  ContainerIDFile: ["/etc/cron.d/x"],
  CpusetMems: ["0"],
  CpuRealtimePeriod: [1],
  CpuRealtimeRuntime: [1],
  DeviceCgroupRules: [["a *:* rwm"]],
  DeviceRequests: [[{ Driver: "", Count: -1, Capabilities: [["gpu"]] }]],
  Devices: [[device]],
  IpcMode: ["host", "shareable", "container:x"],
  Isolation: ["process"],
  Links: [["db:db"]],
  LogConfig: [
    { Type: "syslog", Config: { "syslog-address": "unix:///dev/log" } },
    { Type: "fluentd", Config: { "fluentd-address": "10.0.0.1:1" } },
    { Type: "local", Config: { tag: "{{.Name}}" } },
  ],
  MaskedPaths: [[], ["/x"]],
  Mounts: [
    [{ Type: "bind", Source: "/", Target: "/x" }],
    [{ Type: "bind", Source: "/etc", Target: "/x", BindOptions: { Propagation: "rshared" } }],
    [{ Type: "npipe", Source: "/", Target: "/x" }],
    [{ Type: "tmpfs", Target: "/x", TmpfsOptions: { Options: [["suid"]] } }],
    [{ Source: "/etc", Target: "/x" }],
    mount({ VolumeOptions: { DriverConfig: { Name: "local", Options: { type: "none", o: "bind", device: "/etc" } } } }),
    mount({ VolumeOptions: { DriverConfig: { Name: "other" } } }),
    mount({ VolumeOptions: { Subpath: "../../x" } }),
    mount({ VolumeOptions: { Subpath: "/etc" } }),
    mount({ BindOptions: { Propagation: "rshared" } }),
    mount({ Target: "/proc/sys" }),
    mount({ Source: "/etc" }),
  ],
  NetworkMode: ["host"],
  OomKillDisable: [true],
  OomScoreAdj: [-1000],
  PidMode: ["host", "container:x"],
  PortBindings: [
    { "22/tcp": [{ HostPort: "22" }] },
    { "80/tcp": [{ HostPort: "0022" }] },
    { "80/tcp": [{ HostPort: "20-30" }] },
    { "80/tcp": [{ HostIp: "169.254.169.254", HostPort: "80" }] },
    { "80/sctp": [{ HostPort: "80" }] },
  ],
  Privileged: [true, 1, "true"],
  PublishAllPorts: [true],
  ReadonlyPaths: [[], ["/x"]],
  Runtime: ["other", "/usr/bin/x"],
  SecurityOpt: [
    ...["label=disable", "label:disable", "label=type:spc_t", "label=type:berth_build_t", "label=type:dockerd_t"],
    ...["label=type:container_engine_t", "label=level:s0", "label=user:root", "label=role:unconfined_r"],
    ...["seccomp=unconfined", "seccomp:unconfined", "apparmor=unconfined", "systempaths=unconfined"],
    ...["no-new-privileges:false", "no-new-privileges=false", "label=type:berth_x_t\nlabel=disable"],
  ].map((option) => [option]),
  StorageOpt: [{ size: "1G" }],
  Sysctls: [{ "kernel.core_pattern": "|/x" }, { "net/../kernel/core_pattern": "|/x" }, { "vm.overcommit_memory": "1" }],
  Tmpfs: [{ "/x": "suid,exec" }, { "/x": "dev" }, { "/proc": "" }, { "/x": "rw,shared" }, { "/x": "mpol=bind:0" }],
  UTSMode: ["host"],
  UsernsMode: ["host"],
  VolumeDriver: ["other"],
  VolumesFrom: [["x:z"], ["/etc:ro"]],
};

/** A container like `plainContainer` with some fields of HostConfig replaced. */
export function withHostFields(fields: object): string {
  return JSON.stringify({ ...plainContainer, HostConfig: { ...plainContainer.HostConfig, ...fields } });
}

const create = "/v1.45/containers/create?name=hostile";
const createWith = (body: string): ApiRequest => ({ method: "POST", target: create, body });
const post = (target: string, body: unknown): ApiRequest => ({ method: "POST", target, body: JSON.stringify(body) });

const ofHostFields = Object.entries(hostileHostFields).flatMap(([field, values]) =>
  values.map((value) => createWith(withHostFields({ [field]: value }))),
);

/** Keys that Go's decoder takes for others, and texts of which two readers see two values. */
const ofKeys = [
  '{"Image":"debian:trixie-slim","hostconfig":{"Privileged":true}}',
  '{"Image":"debian:trixie-slim","HOSTCONFIG":{"Binds":["/:/x"]}}',
  '{"Image":"debian:trixie-slim","Ho\u017ftConfig":{"Privileged":true}}',
  '{"Image":"debian:trixie-slim","HostConfig":{"privileged":true}}',
  '{"Image":"debian:trixie-slim","HostConfig":{"Privileged":true},"HostConfig":{"Privileged":false}}',
  '{"Image":"debian:trixie-slim","HostConfig":{"Privileged":false,"Privileged":true}}',
  '{"Image":"debian:trixie-slim","HostConfig":{"maskedpaths":["/x"]}}',
  '{"Image":"debian:trixie-slim"}{"HostConfig":{"Privileged":true}}',
  `{"Image":"debian:trixie-slim","Env":${"[".repeat(5000)}${"]".repeat(5000)}}`,
  "[]",
  "null",
  '{"Image":"debian:trixie-slim","HostConfig":[]}',
  '{"Image":"../x"}',
  '{"Image":"debian:trixie-slim","MacAddress":"02:42:ac:11:00:02"}',
  '{"Image":"debian:trixie-slim","OnBuild":["RUN x"]}',
  '{"Image":"debian:trixie-slim","WorkingDir":"/proc/self/fd/8"}',
  '{"Image":"debian:trixie-slim","Volumes":{"/proc":{}}}',
  '{"Image":"debian:trixie-slim","NetworkingConfig":{"EndpointsConfig":{"host":{}}}}',
  '{"Image":"debian:trixie-slim","NetworkingConfig":{"EndpointsConfig":{"back":{"DriverOpts":{"x":"y"}}}}}',
].map(createWith);

const ofOtherBodies = [
  post("/v1.45/containers/web/exec", { Cmd: ["id"], Privileged: true }),
  post("/v1.45/containers/web/exec", { Cmd: ["id"], WorkingDir: "/proc/self/fd/7" }),
  post("/v1.45/containers/web/update", { Devices: [device] }),
  post("/v1.45/containers/web/update", { CgroupParent: "/system.slice" }),
  post("/v1.45/containers/web/update", { DeviceCgroupRules: ["a *:* rwm"] }),
  post("/v1.45/containers/web/start", { HostConfig: { Privileged: true } }),
  post("/v1.45/volumes/create", { Name: "x", DriverOpts: { type: "none", o: "bind", device: "/" } }),
  post("/v1.45/volumes/create", { Name: "x", driveropts: { type: "tmpfs", device: "tmpfs", o: "suid" } }),
  post("/v1.45/volumes/create", { Name: "x", Driver: "other" }),
  post("/v1.45/volumes/create", { Name: "x", ClusterVolumeSpec: { Group: "x" } }),
  ...["host", "macvlan", "ipvlan", "overlay", "null"].map((Driver) => post("/networks/create", { Name: "x", Driver })),
  post("/networks/create", { Name: "x", Options: { "com.docker.network.bridge.name": "eth0" } }),
  post("/networks/create", { Name: "x", Ingress: true }),
  post("/networks/create", { Name: "x", ConfigFrom: { Network: "y" } }),
  post("/networks/create", { Name: "x", IPAM: { Driver: "other" } }),
  post("/networks/create", { Name: "x", IPAM: { Config: [{ Subnet: "0.0.0.0/1" }] } }),
  post("/networks/create", { Name: "x", IPAM: { Config: [{ Subnet: "169.254.169.0/24" }] } }),
  post("/networks/host/connect", { Container: "web" }),
  post("/networks/back/connect", { Container: "web", EndpointConfig: { DriverOpts: { a: "b" } } }),
];

const build = "/v1.45/build?version=2&t=a/b:c";
const ofQueries = [
  "/v1.45/build?t=a",
  "/v1.45/build?version=1&t=a",
  "/v1.45/build?version=2&version=1&t=a",
  ...["networkmode=host", "networkmode=container:web", "securityopt=label=disable", "cgroupparent=/", "memory=1"],
  ...["remote=https://10.0.0.1/x.git", "extrahosts=a:1.1.1.1", 'ulimits=[{"Name":"nproc"}]', "squash=1", "x=y"],
  ...['outputs=[{"Type":"local"}]', "isolation=hyperv", 'cachefrom=["x"]', "cpusetcpus=0"],
].map((query): ApiRequest => {
  const target = query.startsWith("/") ? query : `${build}&${query.replace(/[^\w=.]/g, encodeURIComponent)}`;
  return { method: "POST", target };
});

/** Every endpoint of API 1.45 that deploying does not need, and other spellings of some. */
const ofEndpoints = [
  ...["GET /containers/web/top?ps_args=x", "GET /containers/web/export", "GET /containers/web/attach/ws"],
  ...["POST /containers/web/rename?name=x", "POST /containers/prune", "GET /containers/web/checkpoints"],
  ...["POST /containers/web/checkpoints", "DELETE /containers/web/checkpoints/x", "POST /commit?container=web"],
  ...["POST /containers/web/start?checkpoint=x&checkpoint-dir=/etc", "POST /images/create?fromSrc=-"],
  ...["POST /images/create?fromSrc=https://10.0.0.1/x", "POST /images/a/push", "GET /images/search?term=x"],
  ...["POST /auth", "POST /build/prune", "POST /grpc", "POST /networks/prune", "POST /volumes/prune", "PUT /volumes/x"],
  ...["GET /plugins", "POST /plugins/pull?remote=x", "POST /plugins/x/enable", "POST /plugins/create?name=x"],
  ...["POST /plugins/x/set", "POST /plugins/x/upgrade", "POST /plugins/x/push", "DELETE /plugins/x"],
  ...["GET /plugins/privileges?remote=x", "POST /plugins/x/disable", "GET /plugins/x/json"],
  ...["POST /swarm/init", "POST /swarm/join", "POST /swarm/leave", "POST /swarm/update", "GET /swarm"],
  ...["POST /swarm/unlock", "GET /swarm/unlockkey", "GET /nodes", "DELETE /nodes/x", "POST /nodes/x/update"],
  ...["POST /services/create", "GET /services", "POST /services/x/update", "DELETE /services/x", "GET /tasks"],
  ...["GET /services/x/logs", "GET /tasks/x/logs", "GET /secrets", "POST /secrets/create", "DELETE /secrets/x"],
  ...["POST /secrets/x/update", "GET /configs", "POST /configs/create", "DELETE /configs/x", "GET /debug/pprof/"],
  ...["GET /debug/vars", "GET /metrics", "OPTIONS /", "PATCH /containers/web", "POST /v1.24/containers/web/start"],
  ...["GET /v9.99/info", "GET /v1.40/info", "POST //plugins/x/enable", "POST /containers/../plugins/x/enable"],
  ...["POST /containers/%2e%2e/plugins/x/enable", "POST /%70lugins/x/enable", "POST /images/../plugins/x/enable"],
  ...["DELETE /images/a/../../plugins/x", "POST /v1.45/v1.45/plugins/x/enable", "GET /images//json", "GET /"],
  ...["PUT /containers/web/archive?path=etc", "DELETE /containers/web?link=true", "PUT /containers/web/archive?x=y"],
].map((line): ApiRequest => {
  const [method = "", target = ""] = line.split(" ");
  return { method, target };
});

/** Requests by which a member of group docker has become root somewhere, or could have; each must be refused. */
export const hostileRequests: readonly ApiRequest[] = [
  ...ofHostFields,
  ...ofKeys,
  ...ofOtherBodies,
  ...ofQueries,
  ...ofEndpoints,
];
