import { present } from "../../compose/present";
import type { HealthcheckModel, ServiceModel } from "../../compose/service-model";
import { goDuration } from "./go-duration";
import { describeRollout, rolloutOf } from "./rollout";
import { domainOf } from "./selinux-domain";

/** On top of what a health check itself may take: starting the process and asking the daemon. */
const WAIT_SLACK_SECONDS = 15;
const TMPFS_OPTIONS = ["rw", "noexec", "nosuid", "nodev"];

export interface ContainerContext {
  readonly project: string;
  readonly stack: string;
}

export type Labels = { label: string; value: string }[];

/**
 * What `docker.Container` is given for a service, but for the names that only the deployment knows: image, networks,
 * volumes and the container's own. Every value that the daemon would fill in is written out, as it would answer it,
 * so that a second `up` finds no difference.
 */
export function containerSpec(service: ServiceModel, context: ContainerContext) {
  const { capabilities } = service;
  const healthcheck = present(service.healthcheck, `healthcheck of ${service.name}`);
  return {
    hostname: service.name,
    ...(service.command === undefined ? {} : { command: [...service.command] }),
    user: service.user,
    envs: Object.entries(service.environment)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
    labels: labelsOf(service, context),

    readOnly: true,
    privileged: false,
    capabilities: {
      ...unlessEmpty({ adds: capabilities.map((capability) => `CAP_${capability}`).sort() }),
      drops: ["ALL"],
    },
    securityOpts: ["no-new-privileges:true", `label=type:${domainOf(service.name)}`],
    ipcMode: "private",
    cgroupnsMode: "private",
    networkMode: service.networks.length === 0 ? "none" : "bridge",
    init: false,
    // Files with secrets belong to root:root, mode 0440: uploads of the official plugin know no other owner.
    ...unlessEmpty({ groupAdds: service.secrets.length === 0 ? [] : ["0"] }),

    memory: service.memoryMiB,
    memorySwap: service.memoryMiB,
    shmSize: service.shmMiB,
    // As the plugin reads it back; "1" would be replaced by "1.0" at every `up` of the CLI.
    cpus: Number.isInteger(service.cpus) ? service.cpus.toFixed(1) : String(service.cpus),
    // The plugin has no pids limit: the kernel's limit per user does it, each service being a user of its own.
    ulimits: [{ name: "nproc", soft: service.pids, hard: service.pids }],
    logDriver: "local",
    logOpts: { "max-size": "10m", "max-file": "3" },

    ...unlessEmpty({
      tmpfs: Object.fromEntries(
        service.tmpfs.map(({ target, options }) => [target, [...TMPFS_OPTIONS, ...options].join(",")]),
      ),
      ports: service.ports.map(({ host, container }) => ({
        internal: container,
        external: host,
        ip: "0.0.0.0",
        protocol: "tcp",
      })),
    }),

    restart: "unless-stopped",
    mustRun: true,
    removeVolumes: true,
    stopSignal: service.stopSignal,
    stopTimeout: service.stopGraceSeconds,
    destroyGraceSeconds: service.stopGraceSeconds,
    healthcheck: {
      tests: [...healthcheck.test],
      interval: goDuration(healthcheck.intervalMs),
      timeout: goDuration(healthcheck.timeoutMs),
      startPeriod: goDuration(healthcheck.startPeriodMs),
      startInterval: goDuration(healthcheck.startIntervalMs),
      retries: healthcheck.retries,
    },
    wait: true,
    waitTimeout: waitSeconds(healthcheck),
  };
}

/** Of everything that a deployment makes, so that its own are told from others'. */
export function stackLabels({ project, stack }: ContainerContext): Labels {
  return [
    { label: "berth.project", value: project },
    { label: "berth.stack", value: stack },
  ];
}

function labelsOf(service: ServiceModel, context: ContainerContext): Labels {
  return [
    ...stackLabels(context),
    { label: "berth.service", value: service.name },
    { label: "berth.rollout", value: describeRollout(rolloutOf(service)) },
  ];
}

/** Without the entries that hold nothing: state has no empty lists either. */
function unlessEmpty<T extends Record<string, object>>(entries: T): Partial<T> {
  const filled = Object.entries(entries).filter(([, value]) => Object.keys(value).length > 0);
  return Object.fromEntries(filled) as Partial<T>;
}

/** After so long the daemon itself has called the container unhealthy. */
function waitSeconds({ startPeriodMs, intervalMs, timeoutMs, retries }: HealthcheckModel): number {
  return Math.ceil((startPeriodMs + retries * (intervalMs + timeoutMs)) / 1000) + WAIT_SLACK_SECONDS;
}
