/** What `docker inspect` says of a container, as far as a copy of it needs that. */
export interface Inspected {
  readonly Image: string;
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[] | null;
    readonly StopSignal?: string;
    readonly StopTimeout?: number;
  };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapAdd: readonly string[] | null;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly GroupAdd: readonly string[] | null;
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly NanoCpus: number;
    readonly ShmSize: number;
    readonly Tmpfs?: Readonly<Record<string, string>> | null;
    readonly Ulimits: readonly { readonly Name: string; readonly Hard: number }[] | null;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Destination: string;
    readonly RW: boolean;
  }[];
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, unknown>> };
}

/** What tells copies from what the stack made. */
const label = "berth.copy";

/**
 * `docker run` of one more container like this one: image, user, networks, volumes, confinement and limits. Its limit of
 * processes is the container's own: the kernel's limit for each user, which the stack uses, would count all copies together.
 */
export function copyArgv({ Image, Config, HostConfig, Mounts, NetworkSettings }: Inspected): readonly string[] {
  const processes = HostConfig.Ulimits?.find(({ Name }) => Name === "nproc")?.Hard;
  return [
    ...["docker", "run", "--detach", "--label", label, "--no-healthcheck", "--log-driver", "local"],
    ...each("--network", Object.keys(NetworkSettings.Networks)),
    ...["--user", Config.User],
    ...each("--env", Config.Env),
    ...(HostConfig.ReadonlyRootfs ? ["--read-only"] : []),
    ...each("--cap-drop", HostConfig.CapDrop),
    ...each("--cap-add", HostConfig.CapAdd),
    ...each("--security-opt", HostConfig.SecurityOpt),
    ...each("--group-add", HostConfig.GroupAdd),
    ...["--memory", String(HostConfig.Memory), "--memory-swap", String(HostConfig.MemorySwap)],
    ...["--cpus", String(HostConfig.NanoCpus / 1e9), "--shm-size", String(HostConfig.ShmSize)],
    ...(processes === undefined ? [] : ["--pids-limit", String(processes)]),
    ...each(
      "--tmpfs",
      Object.entries(HostConfig.Tmpfs ?? {}).map(([target, options]) => `${target}:${options}`),
    ),
    ...each(
      "--volume",
      Mounts.flatMap(({ Type, Name, Destination, RW }) =>
        Type === "volume" && Name !== undefined ? [`${Name}:${Destination}${RW ? "" : ":ro"}`] : [],
      ),
    ),
    Image,
  ];
}

function each(option: string, values: readonly string[] | null): string[] {
  return (values ?? []).flatMap((value) => [option, value]);
}
