/** The parts of the Engine API's answers that are read here; anything may be missing. */
export interface ContainerInspect {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly Platform?: string | undefined;
  /** How often the daemon started it anew, by its restart policy. */
  readonly RestartCount?: number | undefined;
  readonly State: ContainerState;
  readonly Config: ContainerConfig;
  readonly HostConfig: HostConfig;
  readonly NetworkSettings?:
    | {
        readonly Bridge?: string | undefined;
        readonly Ports?: Readonly<Record<string, readonly PortBinding[] | null>> | null | undefined;
        readonly Networks?: Readonly<Record<string, EndpointSettings>> | null | undefined;
      }
    | undefined;
}

export interface ContainerState {
  readonly Status: string;
  readonly Running: boolean;
  readonly Restarting?: boolean | undefined;
  readonly ExitCode: number;
  readonly Error?: string | undefined;
  readonly Health?: {
    readonly Status: string;
    readonly Log?: readonly { readonly ExitCode: number; readonly Output: string }[] | null | undefined;
  };
}

export interface ContainerConfig {
  readonly Image?: string | undefined;
  readonly Hostname?: string | undefined;
  readonly Domainname?: string | undefined;
  readonly Cmd?: readonly string[] | null | undefined;
  readonly Entrypoint?: readonly string[] | null | undefined;
  readonly Env?: readonly string[] | null | undefined;
  readonly ExposedPorts?: Readonly<Record<string, object>> | undefined;
  readonly Healthcheck?: Healthcheck | undefined;
  readonly Labels?: Readonly<Record<string, string>> | null | undefined;
  readonly OpenStdin?: boolean | undefined;
  readonly StopSignal?: string | undefined;
  readonly StopTimeout?: number | undefined;
  readonly Tty?: boolean | undefined;
  readonly User?: string | undefined;
  readonly Volumes?: Readonly<Record<string, object>> | undefined;
  readonly WorkingDir?: string | undefined;
}

/** Durations in nanoseconds. */
export interface Healthcheck {
  readonly Test?: readonly string[] | undefined;
  readonly Interval?: number | undefined;
  readonly Timeout?: number | undefined;
  readonly StartPeriod?: number | undefined;
  readonly StartInterval?: number | undefined;
  readonly Retries?: number | undefined;
}

export interface PortBinding {
  readonly HostIp?: string | undefined;
  readonly HostPort?: string | undefined;
}

export interface ThrottleDevice {
  readonly Path: string;
  readonly Rate: number;
}

export interface Mount {
  readonly Type: string;
  readonly Target: string;
  readonly Source?: string | undefined;
  readonly ReadOnly?: boolean | undefined;
  readonly BindOptions?: { readonly Propagation?: string | undefined } | undefined;
  readonly VolumeOptions?:
    | {
        readonly NoCopy?: boolean | undefined;
        readonly DriverConfig?:
          | { readonly Name?: string | undefined; readonly Options?: Readonly<Record<string, string>> | undefined }
          | undefined;
        readonly Subpath?: string | undefined;
      }
    | undefined;
  readonly TmpfsOptions?: { readonly SizeBytes?: number | undefined; readonly Mode?: number | undefined } | undefined;
}

/** Sizes in bytes. */
export interface Resources {
  readonly BlkioDeviceReadBps?: readonly ThrottleDevice[] | null | undefined;
  readonly BlkioDeviceReadIOps?: readonly ThrottleDevice[] | null | undefined;
  readonly BlkioDeviceWriteBps?: readonly ThrottleDevice[] | null | undefined;
  readonly BlkioDeviceWriteIOps?: readonly ThrottleDevice[] | null | undefined;
  readonly CpuPeriod?: number | undefined;
  readonly CpuQuota?: number | undefined;
  readonly CpuShares?: number | undefined;
  readonly CpusetCpus?: string | undefined;
  readonly Memory?: number | undefined;
  readonly MemoryReservation?: number | undefined;
  readonly MemorySwap?: number | undefined;
  readonly NanoCpus?: number | undefined;
  readonly RestartPolicy?:
    { readonly Name?: string | undefined; readonly MaximumRetryCount?: number | undefined } | undefined;
}

type Texts = readonly string[] | null | undefined;
type TextMap = Readonly<Record<string, string>> | null | undefined;

export interface HostConfig extends Resources {
  readonly AutoRemove?: boolean | undefined;
  readonly Binds?: Texts;
  readonly CapAdd?: Texts;
  readonly CapDrop?: Texts;
  readonly CgroupParent?: string | undefined;
  readonly CgroupnsMode?: string | undefined;
  readonly DeviceCgroupRules?: Texts;
  readonly Devices?:
    | readonly { readonly PathOnHost: string; readonly PathInContainer: string; readonly CgroupPermissions: string }[]
    | null
    | undefined;
  readonly Dns?: Texts;
  readonly DnsOptions?: Texts;
  readonly DnsSearch?: Texts;
  readonly ExtraHosts?: Texts;
  readonly GroupAdd?: Texts;
  readonly Init?: boolean | null | undefined;
  readonly IpcMode?: string | undefined;
  readonly LogConfig?: { readonly Type?: string | undefined; readonly Config?: TextMap | undefined } | undefined;
  readonly MaskedPaths?: Texts;
  readonly Mounts?: readonly Mount[] | null | undefined;
  readonly NetworkMode?: string | undefined;
  readonly PidMode?: string | undefined;
  readonly PortBindings?: Readonly<Record<string, readonly PortBinding[]>> | undefined;
  readonly Privileged?: boolean | undefined;
  readonly PublishAllPorts?: boolean | undefined;
  readonly ReadonlyPaths?: Texts;
  readonly ReadonlyRootfs?: boolean | undefined;
  readonly Runtime?: string | undefined;
  readonly SecurityOpt?: Texts;
  readonly ShmSize?: number | undefined;
  readonly StorageOpt?: TextMap;
  readonly Sysctls?: TextMap;
  readonly Tmpfs?: TextMap;
  readonly Ulimits?:
    readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[] | null | undefined;
  readonly UsernsMode?: string | undefined;
  readonly VolumesFrom?: Texts;
}

export interface EndpointSettings {
  readonly IPAddress?: string | undefined;
  readonly IPPrefixLen?: number | undefined;
  readonly Gateway?: string | undefined;
  readonly GlobalIPv6Address?: string | undefined;
  readonly GlobalIPv6PrefixLen?: number | undefined;
  readonly IPv6Gateway?: string | undefined;
  readonly MacAddress?: string | undefined;
}

export interface EndpointConfig {
  readonly Aliases?: readonly string[] | undefined;
  readonly DriverOpts?: Readonly<Record<string, string>> | undefined;
  readonly GwPriority?: number | undefined;
  readonly IPAMConfig: {
    readonly IPv4Address?: string | undefined;
    readonly IPv6Address?: string | undefined;
    readonly LinkLocalIPs?: readonly string[] | undefined;
  };
  readonly MacAddress?: string | undefined;
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
  readonly Containers?: Readonly<Record<string, { readonly Name?: string | undefined }>> | null | undefined;
  readonly IPAM: {
    readonly Driver: string;
    readonly Options?: TextMap;
    readonly Config?: readonly IpamConfig[] | null | undefined;
  };
}

export interface IpamConfig {
  readonly Subnet?: string | undefined;
  readonly IPRange?: string | undefined;
  readonly Gateway?: string | undefined;
  readonly AuxiliaryAddresses?: TextMap;
}

export interface VolumeInspect {
  readonly Name: string;
  readonly Driver: string;
  readonly Mountpoint: string;
  readonly Labels?: TextMap;
  readonly Options?: TextMap;
}
