import type { ConfigFault } from "./config-fault";

/** The keys that go together with the runtime, or do not. */
interface Keys {
  readonly runtime: "containers" | "vms";
  readonly hosts: number;
  readonly memoryMiB: number;
  readonly registry: string;
  readonly imageBuilds: string;
  /** An existing network; "": none. */
  readonly network: string;
  /** Pinned ones, by the service. */
  readonly releases: Readonly<Record<string, string>>;
  /** "": none. */
  readonly backupRepository: string;
}

const leastForDocker = 1024;

/** What goes together with a runtime, and what does not. */
export function runtimeFaults(keys: Keys): readonly ConfigFault[] {
  const { runtime, hosts, memoryMiB, registry, network, releases, backupRepository: repository } = keys;
  const builds = buildsFaults(keys);
  if (runtime === "containers") {
    const rule = `must be ${leastForDocker} or more: the Docker daemon and its builds need it (runtime vms does with 512)`;
    const memory = memoryMiB < leastForDocker ? [{ key: "memoryMiB", rule, value: String(memoryMiB) }] : [];
    return [...builds, ...memory];
  }
  const ownHost = "must be 1 with runtime vms, where each service has a machine of its own";
  const noImages = "must be none with runtime vms, which has no images";
  const fixedAddresses =
    "must be empty with runtime vms, whose machines have fixed addresses in a network of their own";
  const noBackups = "must be empty with runtime vms, where backups are not made yet";
  const pinned = Object.keys(releases).join(", ");
  return [
    ...builds,
    ...(hosts === 1 ? [] : [{ key: "hosts", rule: ownHost, value: String(hosts) }]),
    ...(registry === "none" ? [] : [{ key: "registry", rule: noImages, value: registry }]),
    ...(pinned === "" ? [] : [{ key: "releases", rule: "must be empty with runtime vms", value: pinned }]),
    ...(repository === "" ? [] : [{ key: "backupRepository", rule: noBackups, value: repository }]),
    ...(network === "" ? [] : [{ key: "network", rule: fixedAddresses, value: network }]),
  ];
}

/** A registry's images are built here and pushed; VMs without Docker have none. */
function buildsFaults({ runtime, registry, imageBuilds: value }: Keys): readonly ConfigFault[] {
  if (value === "auto" || (runtime === "containers" && registry === "none")) return [];
  const why =
    runtime === "vms" ? "runtime vms, which has no images" : `registry ${registry}, which is pushed to from here`;
  return [{ key: "imageBuilds", rule: `must be auto with ${why}`, value }];
}
