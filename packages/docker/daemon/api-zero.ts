import type { ContainerConfig, EndpointSettings, Healthcheck, HostConfig } from "./api-types";

type Whole<T> = { readonly [K in keyof T]-?: NonNullable<T[K]> };

/** An answer in which what is missing or null has its zero. */
export function whole<T extends object>(zero: Whole<T>, answer: T): Whole<T> {
  const given = Object.entries(answer).filter(([, value]) => value !== undefined && value !== null);
  return { ...zero, ...(Object.fromEntries(given) as Partial<Whole<T>>) };
}

export const zeroHost: Whole<HostConfig> = {
  AutoRemove: false,
  Binds: [],
  BlkioDeviceReadBps: [],
  BlkioDeviceReadIOps: [],
  BlkioDeviceWriteBps: [],
  BlkioDeviceWriteIOps: [],
  CapAdd: [],
  CapDrop: [],
  CgroupParent: "",
  CgroupnsMode: "",
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuShares: 0,
  CpusetCpus: "",
  DeviceCgroupRules: [],
  Devices: [],
  Dns: [],
  DnsOptions: [],
  DnsSearch: [],
  ExtraHosts: [],
  GroupAdd: [],
  Init: false,
  IpcMode: "",
  LogConfig: {},
  MaskedPaths: [],
  Memory: 0,
  MemoryReservation: 0,
  MemorySwap: 0,
  Mounts: [],
  NanoCpus: 0,
  NetworkMode: "",
  PidMode: "",
  PortBindings: {},
  Privileged: false,
  PublishAllPorts: false,
  ReadonlyPaths: [],
  ReadonlyRootfs: false,
  RestartPolicy: {},
  Runtime: "",
  SecurityOpt: [],
  ShmSize: 0,
  StorageOpt: {},
  Sysctls: {},
  Tmpfs: {},
  Ulimits: [],
  UsernsMode: "",
  VolumesFrom: [],
};

export const zeroHealthcheck: Whole<Healthcheck> = {
  Test: [],
  Interval: 0,
  Timeout: 0,
  StartPeriod: 0,
  StartInterval: 0,
  Retries: 0,
};

export const zeroConfig: Whole<Omit<ContainerConfig, "Healthcheck">> = {
  Image: "",
  Hostname: "",
  Domainname: "",
  Cmd: [],
  Entrypoint: [],
  Env: [],
  ExposedPorts: {},
  Labels: {},
  OpenStdin: false,
  StopSignal: "",
  StopTimeout: 0,
  Tty: false,
  User: "",
  Volumes: {},
  WorkingDir: "",
};

export const zeroEndpoint: Whole<EndpointSettings> = {
  IPAddress: "",
  IPPrefixLen: 0,
  Gateway: "",
  GlobalIPv6Address: "",
  GlobalIPv6PrefixLen: 0,
  IPv6Gateway: "",
  MacAddress: "",
};
