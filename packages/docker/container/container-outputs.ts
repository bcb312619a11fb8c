import { isMap, type PropertyMap, type PropertyValue } from "@berth/model/property";
import type { ContainerInspect, EndpointSettings, HostConfig, PortBinding, ThrottleDevice } from "../daemon/api-types";
import { whole, zeroConfig, zeroEndpoint, zeroHealthcheck, zeroHost } from "../daemon/api-zero";
import { defaultsKey } from "../bridge/check-inputs";
import { formatDuration } from "../bridge/duration";
import { readMount } from "./mount-outputs";

const mebibyte = 1024 * 1024;

type WholeHost = typeof zeroHost;

/** What the daemon says about a container, in the words of the resource; the rest of the state are the inputs. */
export function readContainer(container: ContainerInspect, inputs: PropertyMap): PropertyMap {
  const host = whole<HostConfig>(zeroHost, container.HostConfig);
  return {
    ...readIdentity(container, inputs),
    ...readProcess(container),
    ...readHost(host),
    ...readLimits(host),
    ...readConfigured(container, host, inputs),
    bridge: container.NetworkSettings?.Bridge ?? "",
    networkDatas: readNetworks(container.NetworkSettings?.Networks ?? {}),
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

function readProcess({ Config }: ContainerInspect): PropertyMap {
  const config = whole(zeroConfig, Config);
  return {
    hostname: config.Hostname,
    domainname: config.Domainname,
    command: config.Cmd,
    entrypoints: config.Entrypoint,
    user: config.User,
    workingDir: config.WorkingDir,
    tty: config.Tty,
    stdinOpen: config.OpenStdin,
    stopSignal: config.StopSignal,
    stopTimeout: config.StopTimeout,
    ...(Config.Healthcheck !== undefined && { healthcheck: readHealthcheck(Config.Healthcheck) }),
  };
}

function readHealthcheck(answer: NonNullable<ContainerInspect["Config"]["Healthcheck"]>): PropertyMap {
  const check = whole(zeroHealthcheck, answer);
  return {
    interval: formatDuration(check.Interval),
    retries: check.Retries,
    startInterval: formatDuration(check.StartInterval),
    startPeriod: formatDuration(check.StartPeriod),
    tests: check.Test,
    timeout: formatDuration(check.Timeout),
  };
}

function readHost(host: WholeHost): PropertyMap {
  const hasCapabilities = host.CapAdd.length + host.CapDrop.length > 0;
  return {
    rm: host.AutoRemove,
    readOnly: host.ReadonlyRootfs,
    dns: host.Dns,
    dnsOpts: host.DnsOptions,
    dnsSearches: host.DnsSearch,
    securityOpts: host.SecurityOpt,
    publishAllPorts: host.PublishAllPorts,
    restart: host.RestartPolicy.Name ?? "",
    maxRetryCount: host.RestartPolicy.MaximumRetryCount ?? 0,
    init: host.Init,
    ...(hasCapabilities && { capabilities: { adds: host.CapAdd, drops: host.CapDrop } }),
    runtime: host.Runtime,
    mounts: host.Mounts.map(readMount),
    tmpfs: host.Tmpfs,
    hosts: host.ExtraHosts.map(readExtraHost),
    privileged: host.Privileged,
    logDriver: host.LogConfig.Type ?? "",
    storageOpts: host.StorageOpt,
    networkMode: host.NetworkMode,
    usernsMode: host.UsernsMode,
    sysctls: host.Sysctls,
    ipcMode: host.IpcMode,
    groupAdds: host.GroupAdd,
  };
}

function readExtraHost(entry: string): PropertyMap {
  const [host = "", ...ip] = entry.split(":");
  return { host, ip: ip.join(":") };
}

function readLimits(host: WholeHost): PropertyMap {
  return {
    memory: Math.floor(host.Memory / mebibyte),
    memoryReservation: Math.floor(host.MemoryReservation / mebibyte),
    memorySwap: host.MemorySwap > 0 ? Math.floor(host.MemorySwap / mebibyte) : host.MemorySwap,
    shmSize: Math.floor(host.ShmSize / mebibyte),
    ...(host.NanoCpus > 0 && { cpus: decimal(host.NanoCpus) }),
    cpuShares: host.CpuShares,
    cpuSet: host.CpusetCpus,
    deviceReadBps: host.BlkioDeviceReadBps.map(readThrottle),
    deviceReadIops: host.BlkioDeviceReadIOps.map(readThrottle),
    deviceWriteBps: host.BlkioDeviceWriteBps.map(readThrottle),
    deviceWriteIops: host.BlkioDeviceWriteIOps.map(readThrottle),
  };
}

/** What is read only when the program gave it: otherwise the daemon's own values would look like a change. */
function readConfigured(container: ContainerInspect, host: WholeHost, inputs: PropertyMap): PropertyMap {
  const ports = () => readPorts(container.NetworkSettings?.Ports ?? {});
  const hasPorts = container.State.Running || inputs.mustRun === true;
  const readers: Readonly<Record<string, () => PropertyValue>> = {
    ...(hasPorts && { ports }),
    ulimits: () => host.Ulimits.map(({ Name, Soft, Hard }) => ({ hard: Hard, name: Name, soft: Soft })),
    devices: () => readDevices(host, inputs.devices),
    logOpts: () => host.LogConfig.Config ?? null,
    pidMode: () => host.PidMode,
  };
  const given = Object.entries(readers).filter(([key]) => isGiven(inputs[key]));
  return Object.fromEntries(given.map(([key, read]) => [key, read()]));
}

function readDevices(host: WholeHost, configured: PropertyValue | undefined): PropertyValue {
  const devices = (Array.isArray(configured) ? (configured as PropertyValue[]) : []).filter(isMap);
  const withPath = devices.filter(({ containerPath }) => typeof containerPath === "string" && containerPath !== "");
  return host.Devices.map((device) => ({
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
  const [internal, protocol = "tcp"] = key.split("/");
  return { internal: Number(internal), external: Number(binding.HostPort ?? 0), ip: binding.HostIp ?? "", protocol };
}

function readNetworks(networks: Readonly<Record<string, EndpointSettings>>): PropertyMap[] {
  const byName = Object.entries(networks).sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.map(([networkName, answer]) => {
    const endpoint = whole(zeroEndpoint, answer);
    return {
      gateway: endpoint.Gateway,
      globalIpv6Address: endpoint.GlobalIPv6Address,
      globalIpv6PrefixLength: endpoint.GlobalIPv6PrefixLen,
      ipAddress: endpoint.IPAddress,
      ipPrefixLength: endpoint.IPPrefixLen,
      ipv6Gateway: endpoint.IPv6Gateway,
      macAddress: endpoint.MacAddress,
      networkName,
    };
  });
}

function readThrottle({ Path, Rate }: ThrottleDevice): PropertyMap {
  return { path: Path, rate: Rate };
}

function isGiven(value: PropertyValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value !== undefined && isMap(value)) return Object.keys(value).some((key) => key !== defaultsKey);
  return value !== undefined && value !== null && value !== "";
}

/** Nanoseconds of CPU time a second as a plain number of CPUs: "1.5". */
/** As the official plugin writes it: "1.0", "0.5". */
function decimal(nanoCpus: number): string {
  const cpus = nanoCpus / 1e9;
  return Number.isInteger(cpus) ? cpus.toFixed(1) : cpus.toFixed(9).replace(/0+$/, "");
}
