/** What `docker inspect` says of a container, as far as a copy of it needs that. */
export interface Inspected {
  readonly Image: string;
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[] | null;
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
    readonly Ulimits: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[] | null;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Destination: string;
    readonly RW: boolean;
  }[];
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, unknown>> };
}

/** The label that only copies have. */
const label = "berth.copy";

/** Uids that no other process has. */
const firstUid = 20_000;

/**
 * `docker run` of one more container like this one, by its number from 1: image, networks, volumes, confinement and limits.
 * It is another user, as services are: the kernel counts the processes of a user, whatever containers they are in.
 */
export function copyArgv(inspected: Inspected, number: number): readonly string[] {
  const { Image, Config, HostConfig, Mounts, NetworkSettings } = inspected;
  const [, gid = "0"] = Config.User.split(":");
  return [
    ...["docker", "run", "--detach", "--label", label, "--no-healthcheck", "--log-driver", "local"],
    ...each("--network", Object.keys(NetworkSettings.Networks)),
    ...["--user", `${firstUid + number}:${gid}`],
    ...each("--env", Config.Env),
    ...(HostConfig.ReadonlyRootfs ? ["--read-only"] : []),
    ...each("--cap-drop", HostConfig.CapDrop),
    ...each("--cap-add", HostConfig.CapAdd),
    ...each("--security-opt", HostConfig.SecurityOpt),
    ...each("--group-add", HostConfig.GroupAdd),
    ...["--memory", String(HostConfig.Memory), "--memory-swap", String(HostConfig.MemorySwap)],
    ...["--cpus", String(HostConfig.NanoCpus / 1e9), "--shm-size", String(HostConfig.ShmSize)],
    ...each(
      "--ulimit",
      (HostConfig.Ulimits ?? []).map(({ Name, Soft, Hard }) => `${Name}=${Soft}:${Hard}`),
    ),
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
