import type {
  ContainerConfig,
  EndpointConfig,
  Healthcheck,
  HostConfig,
  PortBinding,
  Resources,
} from "../daemon/api-types";
import { devicesOf, hostMounts, throttlesOf, ulimitsOf, volumesOf } from "./container-mounts";
import { parseDuration } from "../bridge/duration";
import type { InputsReader } from "../bridge/inputs-reader";

const mebibyte = 1024 * 1024;

export interface CreateBody extends ContainerConfig {
  readonly HostConfig: HostConfig;
}

/** What `POST /containers/create` gets for these inputs. */
export function createBody(inputs: InputsReader): CreateBody {
  return { ...containerConfig(inputs), HostConfig: hostConfig(inputs) };
}

/** The networks to connect before the start, in the program's order. */
export function endpoints(inputs: InputsReader): { readonly network: string; readonly config: EndpointConfig }[] {
  return inputs.blocks("networksAdvanced").map((network) => ({
    network: network.text("name") ?? "",
    config: {
      Aliases: network.texts("aliases"),
      DriverOpts: driverOpts(network.texts("driverOpts")),
      GwPriority: network.number("gwPriority"),
      IPAMConfig: {
        IPv4Address: network.text("ipv4Address"),
        IPv6Address: network.text("ipv6Address"),
        LinkLocalIPs: network.texts("linkLocalIps"),
      },
      MacAddress: network.text("macAddress"),
    },
  }));
}

/** What `POST /containers/{id}/update` gets: everything that Docker can change in place. */
export function updateBody(inputs: InputsReader): Resources {
  return { ...resources(inputs), CpuShares: inputs.number("cpuShares") ?? 0, Memory: mebibytes(inputs, "memory") ?? 0 };
}

function containerConfig(inputs: InputsReader): ContainerConfig {
  return {
    Image: inputs.text("image"),
    Hostname: inputs.text("hostname"),
    Domainname: inputs.text("domainname"),
    Cmd: inputs.texts("command"),
    Entrypoint: inputs.texts("entrypoints"),
    Env: inputs.texts("envs"),
    ExposedPorts: exposedPorts(inputs),
    Healthcheck: healthcheck(inputs.block("healthcheck")),
    Labels: inputs.labels(),
    OpenStdin: inputs.flag("stdinOpen"),
    StopSignal: inputs.text("stopSignal"),
    StopTimeout: inputs.number("stopTimeout"),
    Tty: inputs.flag("tty"),
    User: inputs.text("user"),
    Volumes: volumesOf(inputs).paths,
    WorkingDir: inputs.text("workingDir"),
  };
}

function hostConfig(inputs: InputsReader): HostConfig {
  const capabilities = inputs.block("capabilities");
  return {
    ...resources(inputs),
    ...namespaces(inputs),
    ...storage(inputs),
    ...security(inputs.texts("securityOpts")),
    NanoCpus: nanoCpus(inputs.text("cpus")),
    AutoRemove: inputs.flag("rm"),
    CapAdd: capabilities?.texts("adds"),
    CapDrop: capabilities?.texts("drops"),
    DeviceCgroupRules: inputs.texts("deviceCgroupRules"),
    Devices: devicesOf(inputs),
    Dns: inputs.texts("dns"),
    DnsOptions: inputs.texts("dnsOpts"),
    DnsSearch: inputs.texts("dnsSearches"),
    ExtraHosts: extraHosts(inputs),
    GroupAdd: inputs.texts("groupAdds"),
    Init: inputs.flag("init"),
    LogConfig: { Type: inputs.text("logDriver") ?? "", Config: inputs.textMap("logOpts") },
    PortBindings: portBindings(inputs),
    Privileged: inputs.flag("privileged"),
    PublishAllPorts: inputs.flag("publishAllPorts"),
    Runtime: inputs.text("runtime"),
    Sysctls: inputs.textMap("sysctls"),
    Ulimits: ulimitsOf(inputs),
  };
}

function resources(inputs: InputsReader): Resources {
  return {
    BlkioDeviceReadBps: throttlesOf(inputs, "deviceReadBps"),
    BlkioDeviceReadIOps: throttlesOf(inputs, "deviceReadIops"),
    BlkioDeviceWriteBps: throttlesOf(inputs, "deviceWriteBps"),
    BlkioDeviceWriteIOps: throttlesOf(inputs, "deviceWriteIops"),
    CpuPeriod: inputs.text("cpus") === undefined ? inputs.number("cpuPeriod") : undefined,
    CpuQuota: inputs.text("cpus") === undefined ? inputs.number("cpuQuota") : undefined,
    CpuShares: inputs.number("cpuShares"),
    CpusetCpus: inputs.text("cpuSet"),
    Memory: mebibytes(inputs, "memory"),
    MemoryReservation: mebibytes(inputs, "memoryReservation"),
    MemorySwap: mebibytes(inputs, "memorySwap"),
    RestartPolicy: { Name: inputs.text("restart"), MaximumRetryCount: inputs.number("maxRetryCount") ?? 0 },
  };
}

function namespaces(inputs: InputsReader): HostConfig {
  return {
    CgroupParent: inputs.text("cgroupParent"),
    CgroupnsMode: inputs.text("cgroupnsMode"),
    IpcMode: inputs.text("ipcMode"),
    NetworkMode: inputs.text("networkMode"),
    PidMode: inputs.text("pidMode"),
    UsernsMode: inputs.text("usernsMode"),
  };
}

function storage(inputs: InputsReader): HostConfig {
  const { binds, volumesFrom } = volumesOf(inputs);
  return {
    Binds: binds,
    Mounts: hostMounts(inputs),
    ReadonlyRootfs: inputs.flag("readOnly"),
    ShmSize: mebibytes(inputs, "shmSize"),
    StorageOpt: inputs.textMap("storageOpts"),
    Tmpfs: inputs.textMap("tmpfs"),
    VolumesFrom: volumesFrom,
  };
}

/** "systempaths=unconfined" is the client's word for empty path lists; the daemon does not know it. */
function security(options: readonly string[] | undefined): HostConfig {
  const isUnconfined = options?.includes("systempaths=unconfined") === true;
  const rest = options?.filter((option) => option !== "systempaths=unconfined");
  return { SecurityOpt: rest, ...(isUnconfined ? { MaskedPaths: [], ReadonlyPaths: [] } : {}) };
}

function healthcheck(block: InputsReader | undefined): Healthcheck | undefined {
  if (block === undefined) return undefined;
  const nanoseconds = (key: string) => parseDuration(block.text(key) ?? "0s") ?? 0;
  return {
    Test: block.texts("tests"),
    Interval: nanoseconds("interval"),
    Timeout: nanoseconds("timeout"),
    StartPeriod: nanoseconds("startPeriod"),
    StartInterval: nanoseconds("startInterval"),
    Retries: block.number("retries") ?? 0,
  };
}

function exposedPorts(inputs: InputsReader): Record<string, object> | undefined {
  const ports = inputs.blocks("ports").map((port) => [portKey(port), {}] as const);
  return ports.length === 0 ? undefined : Object.fromEntries(ports);
}

function portBindings(inputs: InputsReader): Record<string, PortBinding[]> | undefined {
  const bindings: Record<string, PortBinding[]> = {};
  for (const port of inputs.blocks("ports")) {
    const binding = { HostIp: port.text("ip"), HostPort: String(port.number("external") ?? 0) };
    (bindings[portKey(port)] ??= []).push(binding);
  }
  return Object.keys(bindings).length === 0 ? undefined : bindings;
}

function portKey(port: InputsReader): string {
  return `${port.number("internal") ?? 0}/${port.text("protocol") ?? "tcp"}`;
}

function extraHosts(inputs: InputsReader): string[] | undefined {
  const hosts = inputs.blocks("hosts").map((host) => `${host.text("host") ?? ""}:${host.text("ip") ?? ""}`);
  return hosts.length === 0 ? undefined : hosts;
}

function driverOpts(options: readonly string[] | undefined): Record<string, string> | undefined {
  const pairs = options?.map((option) => [option.split("=")[0] ?? "", option.split("=").slice(1).join("=")] as const);
  return pairs === undefined ? undefined : Object.fromEntries(pairs);
}

function mebibytes(inputs: InputsReader, key: string): number | undefined {
  const value = inputs.number(key);
  return value === undefined || value < 0 ? value : value * mebibyte;
}

function nanoCpus(cpus: string | undefined): number | undefined {
  return cpus === undefined ? undefined : Math.round(Number(cpus) * 1e9);
}
