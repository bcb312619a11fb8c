import type { HealthcheckModel, PortModel, ServiceModel } from "../../compose/service-model";
import { goDuration } from "./go-duration";
import { hostnameOf } from "./hostname-of";
import type { Outcome } from "./outcome";
import { type PidsBound, sliceOf } from "./pids-limit";
import { describeRollout, rolloutOf } from "./rollout";
import { readsAsRootGroup } from "./secret-mode";
import { domainOf } from "./selinux-domain";

/** On top of what a health check itself may take: starting the process and asking the daemon. */
const WAIT_SLACK_SECONDS = 15;
const TMPFS_OPTIONS = ["rw", "noexec", "nosuid", "nodev"];

export interface ContainerContext {
  readonly project: string;
  readonly stack: string;
}

/** What a container is beside its service's own entry. */
export interface ContainerPlace extends ContainerContext {
  /** Left out: "healthy". */
  readonly outcome?: Outcome;
  /** Left out: "user". */
  readonly pidsBound?: PidsBound;
  /** Of several containers of the service, from 1; left out: there is one. */
  readonly replica?: number;
  /** SELinux level; left out: the daemon chooses categories that no other container has. */
  readonly level?: string | undefined;
}

export type Labels = { label: string; value: string }[];

/**
 * What `docker.Container` is given for a service, but for the names that only the deployment knows: image, networks,
 * volumes and the container's own. Every value that the daemon would fill in is written out, as it would answer it,
 * so that a second `up` finds no difference.
 */
export function containerSpec(service: ServiceModel, place: ContainerPlace) {
  return {
    ...processOf(service),
    ...networkOf(service, place),
    labels: labelsOf(service, place),
    ...securityOf(service, place),
    ...limitsOf(service, place),
    logDriver: "local",
    logOpts: { "max-size": "10m", "max-file": "3" },
    ...unlessEmpty({
      tmpfs: Object.fromEntries(
        service.tmpfs.map(({ target, options }) => [target, [...TMPFS_OPTIONS, ...options].join(",")]),
      ),
    }),
    ...lifeOf(service, place),
  };
}

/** Of everything that a deployment makes, so that its own are told from others'. */
export function stackLabels({ project, stack }: ContainerContext): Labels {
  return [
    { label: "berth.project", value: project },
    { label: "berth.stack", value: stack },
  ];
}

function processOf({ environment, ...service }: ServiceModel) {
  const { entrypoint, command, workingDir, user, init, tty, stdinOpen } = service;
  return {
    ...(entrypoint === undefined ? {} : { entrypoints: [...entrypoint] }),
    ...(command === undefined ? {} : { command: [...command] }),
    ...ifGiven({ workingDir, user, tty, stdinOpen }),
    envs: Object.entries(environment)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
    init: init ?? false,
  };
}

/** A container in another's network has that one's name, hosts, resolver and ports. */
function networkOf(service: ServiceModel, { replica }: ContainerPlace) {
  if (service.networkOf !== undefined) return {};
  const { hostname = service.name, networks, ports, extraHosts = {}, dns = [] } = service;
  return {
    hostname: hostnameOf(replica === undefined ? hostname : `${hostname}-${replica}`),
    networkMode: networks.length === 0 ? "none" : "bridge",
    ...unlessEmpty({
      ports: portsOf(ports.filter((port) => port.replica === undefined || port.replica === replica)),
      hosts: Object.entries(extraHosts).flatMap(([host, addresses]) => addresses.map((ip) => ({ host, ip }))),
      dns: [...dns],
    }),
  };
}

/** In the order in which the plugin reads them: another one would be a change. */
function portsOf(ports: readonly PortModel[]) {
  const all = ports.map(({ host, container, protocol = "tcp", hostIp = "0.0.0.0" }) => ({
    internal: container,
    external: host,
    ip: hostIp,
    protocol,
  }));
  return all.sort(
    (a, b) => a.internal - b.internal || (a.protocol < b.protocol ? -1 : Number(a.protocol > b.protocol)),
  );
}

function securityOf(service: ServiceModel, { level }: ContainerPlace) {
  const { name, capabilities, secrets, groups = [] } = service;
  const readers = secrets.length > 0 && readsAsRootGroup(service) ? ["0"] : [];
  return {
    readOnly: service.writableRoot !== true,
    privileged: false,
    capabilities: {
      ...unlessEmpty({ adds: capabilities.map((capability) => `CAP_${capability}`).sort() }),
      drops: ["ALL"],
    },
    securityOpts: [
      "no-new-privileges:true",
      `label=type:${domainOf(name)}`,
      ...(level === undefined ? [] : [`label=level:${level}`]),
    ],
    ipcMode: "private",
    cgroupnsMode: "private",
    // Files with secrets belong to root:root: uploads of the official plugin know no other owner.
    ...unlessEmpty({ groupAdds: [...new Set([...groups, ...readers])] }),
    ...unlessEmpty({ sysctls: { ...service.sysctls } }),
  };
}

function limitsOf(service: ServiceModel, { pidsBound = "user" }: ContainerPlace) {
  const given = Object.entries(service.ulimits ?? {}).map(([name, limit]) => ({ name, ...limit }));
  // The plugin has no pids limit of a container.
  const bound = pidsBound === "user" ? [{ name: "nproc", soft: service.pids, hard: service.pids }] : [];
  const others = given.filter(({ name }) => pidsBound === "slice" || name !== "nproc");
  return {
    memory: service.memoryMiB,
    memorySwap: service.memoryMiB,
    shmSize: service.shmMiB,
    // As the plugin reads it back; "1" would be replaced by "1.0" at every `up` of the CLI.
    cpus: Number.isInteger(service.cpus) ? service.cpus.toFixed(1) : String(service.cpus),
    ...unlessEmpty({ ulimits: [...bound, ...others] }),
    ...(pidsBound === "slice" && { cgroupParent: sliceOf(service) }),
  };
}

function lifeOf(service: ServiceModel, { outcome = "healthy" }: ContainerPlace) {
  const { restart, restartRetries, stopSignal, stopGraceSeconds, healthcheck } = service;
  const isJob = restart !== undefined;
  return {
    restart: restart ?? "unless-stopped",
    ...ifGiven({ maxRetryCount: restartRetries }),
    mustRun: !isJob,
    // What waits for a job's end starts it, and starts it again when the last try failed.
    ...(isJob && { start: false }),
    removeVolumes: true,
    ...ifGiven({ stopSignal }),
    stopTimeout: stopGraceSeconds,
    destroyGraceSeconds: stopGraceSeconds,
    ...(healthcheck === undefined ? {} : { healthcheck: checkSpec(healthcheck) }),
    ...(outcome === "healthy" && healthcheck !== undefined
      ? { wait: true, waitTimeout: waitSeconds(healthcheck) }
      : { wait: false }),
  };
}

function checkSpec({ test, ...check }: HealthcheckModel) {
  const isNone = test[0] === "NONE";
  const duration = (milliseconds: number) => goDuration(isNone ? 0 : milliseconds);
  return {
    tests: [...test],
    interval: duration(check.intervalMs),
    timeout: duration(check.timeoutMs),
    startPeriod: duration(check.startPeriodMs),
    startInterval: duration(check.startIntervalMs),
    retries: isNone ? 0 : check.retries,
  };
}

function labelsOf(service: ServiceModel, context: ContainerContext): Labels {
  return [
    ...stackLabels(context),
    { label: "berth.service", value: service.name },
    { label: "berth.rollout", value: describeRollout(rolloutOf(service)) },
    ...Object.entries(service.labels ?? {}).map(([label, value]) => ({ label, value })),
  ];
}

/** Without the entries that hold nothing: state has no empty lists either. */
function unlessEmpty<T extends Record<string, object>>(entries: T): Partial<T> {
  const filled = Object.entries(entries).filter(([, value]) => Object.keys(value).length > 0);
  return Object.fromEntries(filled) as Partial<T>;
}

/** Without the entries that the file does not have. */
function ifGiven<T extends Record<string, unknown>>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** After so long the daemon itself has called the container unhealthy. */
function waitSeconds({ startPeriodMs, intervalMs, timeoutMs, retries }: HealthcheckModel): number {
  return Math.ceil((startPeriodMs + retries * (intervalMs + timeoutMs)) / 1000) + WAIT_SLACK_SECONDS;
}
