/** The parts of the Engine API's answers that are read here; anything may be missing. */
export interface ContainerInspect {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly Platform?: string;
  /** How often the daemon started it anew, by its restart policy. */
  readonly RestartCount?: number;
  readonly State: ContainerState;
  readonly Config: ContainerConfig;
  readonly HostConfig: HostConfig;
  readonly NetworkSettings?: {
    readonly Bridge?: string;
    readonly Ports?: Readonly<Record<string, readonly PortBinding[] | null>> | null;
    readonly Networks?: Readonly<Record<string, EndpointSettings>> | null;
  };
}

export interface ContainerState {
  readonly Status: string;
  readonly Running: boolean;
  readonly Restarting?: boolean;
  readonly ExitCode: number;
  readonly Error?: string;
  readonly Health?: {
    readonly Status: string;
    readonly Log?: readonly { readonly ExitCode: number; readonly Output: string }[] | null;
  };
}

export interface ContainerConfig {
  readonly Image?: string;
  readonly Hostname?: string;
  readonly Domainname?: string;
  readonly Cmd?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
  readonly Env?: readonly string[] | null;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Healthcheck?: Healthcheck;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly OpenStdin?: boolean;
  readonly StopSignal?: string;
  readonly StopTimeout?: number;
  readonly Tty?: boolean;
  readonly User?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly WorkingDir?: string;
}

/** Durations in nanoseconds. */
export interface Healthcheck {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

export interface PortBinding {
  readonly HostIp?: string;
  readonly HostPort?: string;
}

export interface ThrottleDevice {
  readonly Path: string;
  readonly Rate: number;
}

export interface Mount {
  readonly Type: string;
  readonly Target: string;
  readonly Source?: string;
  readonly ReadOnly?: boolean;
  readonly BindOptions?: { readonly Propagation?: string };
  readonly VolumeOptions?: {
    readonly NoCopy?: boolean;
    readonly DriverConfig?: { readonly Name?: string; readonly Options?: Readonly<Record<string, string>> };
    readonly Subpath?: string;
  };
  readonly TmpfsOptions?: { readonly SizeBytes?: number; readonly Mode?: number };
}

/** Sizes in bytes. */
export interface Resources {
  readonly BlkioDeviceReadBps?: readonly ThrottleDevice[] | null;
  readonly BlkioDeviceReadIOps?: readonly ThrottleDevice[] | null;
  readonly BlkioDeviceWriteBps?: readonly ThrottleDevice[] | null;
  readonly BlkioDeviceWriteIOps?: readonly ThrottleDevice[] | null;
  readonly CpuPeriod?: number;
  readonly CpuQuota?: number;
  readonly CpuShares?: number;
  readonly CpusetCpus?: string;
  readonly Memory?: number;
  readonly MemoryReservation?: number;
  readonly MemorySwap?: number;
  readonly NanoCpus?: number;
  readonly RestartPolicy?: { readonly Name?: string; readonly MaximumRetryCount?: number };
}

type Texts = readonly string[] | null;
type TextMap = Readonly<Record<string, string>> | null;

export interface HostConfig extends Resources {
  readonly AutoRemove?: boolean;
  readonly Binds?: Texts;
  readonly CapAdd?: Texts;
  readonly CapDrop?: Texts;
  readonly CgroupParent?: string;
  readonly CgroupnsMode?: string;
  readonly DeviceCgroupRules?: Texts;
  readonly Devices?:
    | readonly { readonly PathOnHost: string; readonly PathInContainer: string; readonly CgroupPermissions: string }[]
    | null;
  readonly Dns?: Texts;
  readonly DnsOptions?: Texts;
  readonly DnsSearch?: Texts;
  readonly ExtraHosts?: Texts;
  readonly GroupAdd?: Texts;
  readonly Init?: boolean | null;
  readonly IpcMode?: string;
  readonly LogConfig?: { readonly Type?: string; readonly Config?: TextMap };
  readonly MaskedPaths?: Texts;
  readonly Mounts?: readonly Mount[] | null;
  readonly NetworkMode?: string;
  readonly PidMode?: string;
  readonly PortBindings?: Readonly<Record<string, readonly PortBinding[]>>;
  readonly Privileged?: boolean;
  readonly PublishAllPorts?: boolean;
  readonly ReadonlyPaths?: Texts;
  readonly ReadonlyRootfs?: boolean;
  readonly Runtime?: string;
  readonly SecurityOpt?: Texts;
  readonly ShmSize?: number;
  readonly StorageOpt?: TextMap;
  readonly Sysctls?: TextMap;
  readonly Tmpfs?: TextMap;
  readonly Ulimits?: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[] | null;
  readonly UsernsMode?: string;
  readonly VolumesFrom?: Texts;
}

export interface EndpointSettings {
  readonly IPAddress?: string;
  readonly IPPrefixLen?: number;
  readonly Gateway?: string;
  readonly GlobalIPv6Address?: string;
  readonly GlobalIPv6PrefixLen?: number;
  readonly IPv6Gateway?: string;
  readonly MacAddress?: string;
}

export interface EndpointConfig {
  readonly Aliases?: readonly string[];
  readonly DriverOpts?: Readonly<Record<string, string>>;
  readonly GwPriority?: number;
  readonly IPAMConfig: {
    readonly IPv4Address?: string;
    readonly IPv6Address?: string;
    readonly LinkLocalIPs?: readonly string[];
  };
  readonly MacAddress?: string;
}

export interface NetworkInspect {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
  readonly EnableIPv6: boolean;
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly Ingress: boolean;
  readonly Labels?: TextMap;
  readonly Options?: TextMap;
  readonly Containers?: Readonly<Record<string, { readonly Name?: string }>> | null;
  readonly IPAM: {
    readonly Driver: string;
    readonly Options?: TextMap;
    readonly Config?: readonly IpamConfig[] | null;
  };
}

export interface IpamConfig {
  readonly Subnet?: string;
  readonly IPRange?: string;
  readonly Gateway?: string;
  readonly AuxiliaryAddresses?: TextMap;
}

export interface VolumeInspect {
  readonly Name: string;
  readonly Driver: string;
  readonly Mountpoint: string;
  readonly Labels?: TextMap;
  readonly Options?: TextMap;
}
