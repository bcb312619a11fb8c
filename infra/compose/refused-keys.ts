import type { Project, Service } from "@berth/compose";
import type { Place } from "./fault";

interface Refused {
  readonly key: string;
  /** Whether this value of the key is refused; left out: any. */
  readonly when?: (value: unknown) => boolean;
  /** What to do instead. */
  readonly instead: string;
}

const NAMESPACE = "it would open a namespace of the host; every container has its own";
const isTrue = (value: unknown): boolean => value === true;
const isHost = (value: unknown): boolean => typeof value === "string" && value !== "private" && value !== "shareable";
const isFilled = (value: unknown): boolean =>
  typeof value !== "object" || value === null || Object.keys(value).length > 0;
const opensSecurity = (value: unknown): boolean =>
  (value as readonly string[]).some((option) => /^(label|seccomp|systempaths)[=:]/.test(option));
const leavesItself = (value: unknown): boolean =>
  Object.keys(value as object).some((name) => !/^(net\.|kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(name));
const isForeignNetwork = (value: unknown): boolean => /^(host|container:)/.test(String(value));

/** Keys of a service that are not taken because they are unsafe for the host, or have no meaning here; each with the alternative. */
export const REFUSED_KEYS: readonly Refused[] = [
  {
    key: "privileged",
    when: isTrue,
    instead: "it would switch off SELinux and every other wall; name single capabilities with cap_add",
  },
  { key: "network_mode", when: isForeignNetwork, instead: `${NAMESPACE}: publish ports` },
  { key: "pid", when: isHost, instead: NAMESPACE },
  { key: "ipc", when: isHost, instead: `${NAMESPACE}: give shm_size` },
  { key: "uts", when: isHost, instead: NAMESPACE },
  { key: "userns_mode", instead: NAMESPACE },
  { key: "cgroup", when: isHost, instead: NAMESPACE },
  { key: "cgroup_parent", instead: "limits are mem_limit, cpus and pids_limit" },
  { key: "devices", when: isFilled, instead: "containers get no devices of the host, which has none of yours" },
  { key: "device_cgroup_rules", when: isFilled, instead: "containers get no devices of the host" },
  { key: "gpus", when: isFilled, instead: "the hosts have no GPUs: remove it, most images do without" },
  { key: "runtime", when: (value) => value !== "runc", instead: "the host's runtime is runc" },
  {
    key: "security_opt",
    when: opensSecurity,
    instead: "SELinux and seccomp stay on; name single capabilities with cap_add",
  },
  {
    key: "sysctls",
    when: leavesItself,
    instead: "only those of the container's own namespaces: net.*, kernel.shm*, kernel.msg*, kernel.sem, fs.mqueue.*",
  },
  { key: "volumes_from", when: isFilled, instead: "mount the same named volume in both services" },
  { key: "external_links", when: isFilled, instead: "services reach each other by name in a shared network" },
  { key: "label_file", when: isFilled, instead: "give labels" },
  { key: "credential_spec", instead: "it is of Windows" },
  { key: "use_api_socket", when: isTrue, instead: "a container with the Docker API owns the host" },
  { key: "provider", instead: "every service is a container here" },
  { key: "models", instead: "run the model in a service of its own" },
  { key: "pre_start", instead: "use a service that runs to its end: depends_on with service_completed_successfully" },
  { key: "post_start", instead: "use a service that runs to its end" },
  { key: "pre_stop", instead: "use stop_signal and stop_grace_period" },
];

/** Keys that are read, and then do nothing here; each with why. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  logging: "the host caps and rotates every container's log",
  mem_reservation: "only limits count: give mem_limit",
  memswap_limit: "containers get no swap",
  mem_swappiness: "containers get no swap",
  oom_kill_disable: "the kernel decides",
  oom_score_adj: "the kernel decides",
  cpu_shares: "give cpus",
  cpu_quota: "give cpus",
  cpu_period: "give cpus",
  cpuset: "give cpus",
  blkio_config: "disks are not divided",
  storage_opt: "images share the host's disk",
  domainname: "give hostname in full",
  mac_address: "the host chooses it",
  dns_opt: "the host's settings count",
  dns_search: "the host's settings count",
  annotations: "nothing reads them here",
  isolation: "it is of Windows",
};

/** Reports the keys of one service that are not taken; `service` may lack keys that could not be read. */
export function checkRefusedKeys(service: { readonly deploy?: Service["deploy"] | null }, at: Place): void {
  const given = service as Readonly<Record<string, unknown>>;
  for (const { key, when, instead } of REFUSED_KEYS) {
    const value = given[key];
    if (value === undefined || when?.(value) === false) continue;
    at.at(key).fault(`is not taken: ${instead}`, value);
  }
  for (const [key, why] of Object.entries(WITHOUT_EFFECT))
    if (Object.hasOwn(given, key)) at.at(key).notice(`has no effect: ${why}`);
  checkDevices(service.deploy, at);
}

function checkDevices(deploy: Service["deploy"] | null, at: Place): void {
  const devices = deploy?.resources?.reservations?.devices ?? [];
  if (devices.length > 0)
    at.at("deploy", "resources", "reservations", "devices").fault(
      "is not taken: the hosts have no GPUs: remove it, most images do without",
      devices,
    );
}

export function checkRefusedParts(project: Project, at: Place): void {
  if (project.models !== undefined) at.at("models").fault("is not taken: run the model in a service of its own");
  if (project.jobs !== undefined) at.at("jobs").fault('is not taken: use a service with restart: "no"');
}
