import type { PropertyMap, PropertyValue } from "../property";
import type { ContainerInspect, EndpointSettings, HostConfig, Mount, PortBinding, ThrottleDevice } from "./api-types";
import { defaultsKey } from "./check-inputs";
import { formatDuration } from "./duration";

const mebibyte = 1024 * 1024;

/** What the daemon says about a container, in the words of the resource; the rest of the state are the inputs. */
export function readContainer(container: ContainerInspect, inputs: PropertyMap): PropertyMap {
  const { HostConfig: host, NetworkSettings: network } = container;
  return {
    ...readIdentity(container, inputs),
    ...readProcess(container),
    ...readHost(host),
    ...readLimits(host),
    ...readConfigured(container, inputs),
    bridge: network?.Bridge ?? "",
    networkDatas: readNetworks(network?.Networks ?? {}),
  };
}

function readIdentity(container: ContainerInspect, inputs: PropertyMap): PropertyMap {
  const byId = typeof inputs.image === "string" && inputs.image.startsWith("sha256:");
  const isStopped = !container.State.Running;
  return {
    name: container.Name.replace(/^\/+/, ""),
    image: byId ? container.Image : (container.Config.Image ?? ""),
    platform: container.Platform ?? "",
    exitCode: isStopped ? container.State.ExitCode : null,
    ...(isStopped && inputs.mustRun === true && { mustRun: false }),
  };
}

function readProcess({ Config: config }: ContainerInspect): PropertyMap {
  const check = config.Healthcheck;
  return {
    hostname: config.Hostname ?? "",
    domainname: config.Domainname ?? "",
    command: texts(config.Cmd),
    entrypoints: texts(config.Entrypoint),
    user: config.User ?? "",
    workingDir: config.WorkingDir ?? "",
    tty: config.Tty ?? false,
    stdinOpen: config.OpenStdin ?? false,
    stopSignal: config.StopSignal ?? "",
    stopTimeout: config.StopTimeout ?? 0,
    ...(check !== undefined && {
      healthcheck: {
        interval: formatDuration(check.Interval ?? 0),
        retries: check.Retries ?? 0,
        startInterval: formatDuration(check.StartInterval ?? 0),
        startPeriod: formatDuration(check.StartPeriod ?? 0),
        tests: texts(check.Test),
        timeout: formatDuration(check.Timeout ?? 0),
      },
    }),
  };
}

function readHost(host: HostConfig): PropertyMap {
  const hasCapabilities = (host.CapAdd ?? []).length + (host.CapDrop ?? []).length > 0;
  return {
    rm: host.AutoRemove ?? false,
    readOnly: host.ReadonlyRootfs ?? false,
    dns: texts(host.Dns),
    dnsOpts: texts(host.DnsOptions),
    dnsSearches: texts(host.DnsSearch),
    securityOpts: texts(host.SecurityOpt),
    publishAllPorts: host.PublishAllPorts ?? false,
    restart: host.RestartPolicy?.Name ?? "",
    maxRetryCount: host.RestartPolicy?.MaximumRetryCount ?? 0,
    init: host.Init ?? false,
    ...(hasCapabilities && { capabilities: { adds: texts(host.CapAdd), drops: texts(host.CapDrop) } }),
    runtime: host.Runtime ?? "",
    mounts: (host.Mounts ?? []).map(readMount),
    tmpfs: host.Tmpfs ?? null,
    hosts: (host.ExtraHosts ?? []).map((entry) => ({
      host: entry.split(":")[0] ?? "",
      ip: entry.split(":").slice(1).join(":"),
    })),
    privileged: host.Privileged ?? false,
    logDriver: host.LogConfig?.Type ?? "",
    storageOpts: host.StorageOpt ?? null,
    networkMode: host.NetworkMode ?? "",
    usernsMode: host.UsernsMode ?? "",
    sysctls: host.Sysctls ?? null,
    ipcMode: host.IpcMode ?? "",
    groupAdds: texts(host.GroupAdd),
  };
}

function readLimits(host: HostConfig): PropertyMap {
  const cpus = host.NanoCpus ?? 0;
  return {
    memory: Math.floor((host.Memory ?? 0) / mebibyte),
    memoryReservation: Math.floor((host.MemoryReservation ?? 0) / mebibyte),
    memorySwap: (host.MemorySwap ?? 0) > 0 ? Math.floor((host.MemorySwap ?? 0) / mebibyte) : (host.MemorySwap ?? 0),
    shmSize: Math.floor((host.ShmSize ?? 0) / mebibyte),
    ...(cpus > 0 && { cpus: decimal(cpus) }),
    cpuShares: host.CpuShares ?? 0,
    cpuSet: host.CpusetCpus ?? "",
    deviceReadBps: (host.BlkioDeviceReadBps ?? []).map(readThrottle),
    deviceReadIops: (host.BlkioDeviceReadIOps ?? []).map(readThrottle),
    deviceWriteBps: (host.BlkioDeviceWriteBps ?? []).map(readThrottle),
    deviceWriteIops: (host.BlkioDeviceWriteIOps ?? []).map(readThrottle),
  };
}

/** What is read only when the program gave it: otherwise the daemon's own values would look like a change. */
function readConfigured(
  { HostConfig: host, NetworkSettings, State }: ContainerInspect,
  inputs: PropertyMap,
): PropertyMap {
  const hasPorts = isGiven(inputs.ports) && (State.Running || inputs.mustRun === true);
  return {
    ...(hasPorts && { ports: readPorts(NetworkSettings?.Ports ?? {}) }),
    ...(isGiven(inputs.ulimits) && {
      ulimits: (host.Ulimits ?? []).map(({ Name, Soft, Hard }) => ({ hard: Hard, name: Name, soft: Soft })),
    }),
    ...(isGiven(inputs.devices) && { devices: readDevices(host, inputs.devices) }),
    ...(isGiven(inputs.logOpts) && { logOpts: host.LogConfig?.Config ?? null }),
    ...(isGiven(inputs.pidMode) && { pidMode: host.PidMode ?? "" }),
  };
}

function readDevices(host: HostConfig, configured: PropertyValue | undefined): PropertyValue {
  const withPath = (Array.isArray(configured) ? (configured as PropertyMap[]) : []).filter(
    (device) => typeof device.containerPath === "string" && device.containerPath !== "",
  );
  return (host.Devices ?? []).map((device) => ({
    hostPath: device.PathOnHost,
    permissions: device.CgroupPermissions,
    ...(withPath.some(({ hostPath }) => hostPath === device.PathOnHost) && { containerPath: device.PathInContainer }),
  }));
}

function readPorts(ports: Readonly<Record<string, readonly PortBinding[] | null>>): PropertyMap[] {
  return Object.entries(ports)
    .flatMap(([key, bindings]) => (bindings ?? []).map((binding) => readPort(key, binding)))
    .sort((a, b) => Number(a.internal) - Number(b.internal));
}

function readPort(key: string, binding: PortBinding): PropertyMap {
  const [internal, protocol] = key.split("/");
  return {
    internal: Number(internal),
    external: Number(binding.HostPort ?? 0),
    ip: binding.HostIp ?? "",
    protocol: protocol ?? "tcp",
  };
}

function readNetworks(networks: Readonly<Record<string, EndpointSettings>>): PropertyMap[] {
  const names = Object.keys(networks).sort();
  return names.map((networkName) => ({
    gateway: networks[networkName]?.Gateway ?? "",
    globalIpv6Address: networks[networkName]?.GlobalIPv6Address ?? "",
    globalIpv6PrefixLength: networks[networkName]?.GlobalIPv6PrefixLen ?? 0,
    ipAddress: networks[networkName]?.IPAddress ?? "",
    ipPrefixLength: networks[networkName]?.IPPrefixLen ?? 0,
    ipv6Gateway: networks[networkName]?.IPv6Gateway ?? "",
    macAddress: networks[networkName]?.MacAddress ?? "",
    networkName,
  }));
}

function readMount(mount: Mount): PropertyMap {
  const { BindOptions: bind, VolumeOptions: volume, TmpfsOptions: tmpfs } = mount;
  return {
    target: mount.Target,
    source: mount.Source ?? "",
    type: mount.Type,
    readOnly: mount.ReadOnly === true ? true : null,
    bindOptions: bind === undefined ? null : { propagation: bind.Propagation ?? "" },
    tmpfsOptions: tmpfs === undefined ? null : { sizeBytes: tmpfs.SizeBytes ?? null, mode: tmpfs.Mode ?? null },
    volumeOptions:
      volume === undefined
        ? null
        : {
            noCopy: volume.NoCopy ?? false,
            driverName: volume.DriverConfig?.Name ?? "",
            driverOptions: volume.DriverConfig?.Options ?? null,
            subpath: volume.Subpath ?? "",
          },
  };
}

function readThrottle({ Path, Rate }: ThrottleDevice): PropertyMap {
  return { path: Path, rate: Rate };
}

function texts(list: readonly string[] | null | undefined): readonly string[] {
  return list ?? [];
}

function isGiven(value: PropertyValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== "object" || value === null) return value !== undefined && value !== null && value !== "";
  return Object.keys(value).some((key) => key !== defaultsKey);
}

/** Nanoseconds of CPU time a second as a plain number of CPUs: "1.5". */
function decimal(nanoCpus: number): string {
  return (nanoCpus / 1e9).toFixed(9).replace(/\.?0+$/, "");
}
