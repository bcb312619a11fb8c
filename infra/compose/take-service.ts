import type { Project, Service } from "@berth/compose";
import type { ServiceExtension } from "./berth-extension";
import type { Place } from "./fault";
import type { ProjectFiles } from "./project-files";
import { checkRefusedKeys } from "./refused-keys";
import type { FolderModel, HealthcheckModel, ServiceModel } from "./service-model";
import { completeSystemd } from "./take-systemd";
import { takeImage } from "./take-build";
import { takeCapabilities } from "./take-capabilities";
import { configMounts, secretMounts, takeEnvironment } from "./take-files";
import { takeLimits } from "./take-limits";
import { takeMounts } from "./take-mounts";
import { takeNetworking } from "./take-networks";
import { takePorts } from "./take-ports";

export interface Taking {
  readonly project: Project;
  /** Absolute. */
  readonly folder: string;
  readonly files: ProjectFiles;
  readonly variables: Readonly<Record<string, string>>;
  readonly extension: ServiceExtension | undefined;
}

export interface TakenService {
  /** Where it runs is found out later. */
  readonly service: Omit<ServiceModel, "hosts">;
  readonly folders: readonly FolderModel[];
  /** Volumes that the file has no name for. */
  readonly anonymous: readonly string[];
}

/** A service of the project as Berth runs it; what is refused, or differs, is reported. */
export function takeService(name: string, service: Service, taking: Taking, at: Place): TakenService {
  checkRefusedKeys(service, at);
  const { project, folder, files, extension } = taking;
  const mounts = takeMounts(service, { service: name, project, folder, files }, at);
  const differing = secretMounts(service.secrets);
  const systemd = extension?.systemd;
  return {
    folders: mounts.folders,
    anonymous: mounts.anonymous,
    service: {
      name,
      ...takeImage(service, taking, at),
      ...given({ entrypoint: service.entrypoint, command: service.command, workingDir: service.working_dir }),
      ...given({ user: service.user, groups: service.group_add }),
      environment: takeEnvironment(service, taking, at),
      secrets: [...new Set(service.secrets.map(({ source }) => source))],
      ...unlessEmpty({ secretMounts: differing, configMounts: configMounts(service.configs) }),
      ...unlessEmpty({ files: mounts.files, folderMounts: mounts.folderMounts }),
      ...takeNetworking(service, at),
      ports: takePorts(name, service.ports, at),
      volumes: mounts.volumes,
      tmpfs: mounts.tmpfs,
      ...takeDependencies(service, project),
      ...takeHealthcheck(service),
      ...takeLimits(service, at),
      capabilities: takeCapabilities(service, at),
      ...takeRestart(name, service, project, at),
      ...takeRuntimeKeys(service, at),
      ...(systemd === undefined ? {} : { systemd: completeSystemd(name, systemd) }),
    },
  };
}

function takeDependencies({ depends_on: needs }: Service, { services }: Project) {
  const names = Object.keys(needs).filter((name) => Object.hasOwn(services, name));
  const conditions = Object.entries(needs).flatMap(([name, { condition }]) =>
    condition === "service_healthy" || !names.includes(name)
      ? []
      : [[name, condition === "service_started" ? ("started" as const) : ("completed" as const)] as const],
  );
  return { dependsOn: names, ...unlessEmpty({ dependencyConditions: Object.fromEntries(conditions) }) };
}

function takeHealthcheck({ healthcheck }: Service): { readonly healthcheck?: HealthcheckModel } {
  if (healthcheck === undefined) return {};
  const { interval = 10_000, timeout = Math.min(5_000, interval), start_period: period = 30_000 } = healthcheck;
  const isOff = healthcheck.disable === true || healthcheck.test?.[0] === "NONE";
  return {
    healthcheck: {
      test: isOff ? ["NONE"] : (healthcheck.test ?? []),
      intervalMs: interval,
      timeoutMs: timeout,
      startPeriodMs: period,
      startIntervalMs: healthcheck.start_interval ?? 1_000,
      retries: healthcheck.retries ?? 3,
    },
  };
}

/** A job is what others wait for until it has ended, or what is not restarted and serves nobody. */
function takeRestart(
  name: string,
  service: Service,
  { services }: Project,
  at: Place,
): Pick<ServiceModel, "restart" | "restartRetries"> {
  const policy = service.deploy?.restart_policy;
  const [kind = "", times] = (service.restart ?? policy?.condition ?? "").split(":");
  const needs = Object.values(services).flatMap(({ depends_on: all }) =>
    Object.hasOwn(all, name) ? [all[name]?.condition] : [],
  );
  const isAwaited = needs.includes("service_completed_successfully");
  const serves = needs.some((condition) => condition !== "service_completed_successfully") || service.ports.length > 0;
  const isJob = isAwaited || (/^(no|none|on-failure)$/.test(kind) && !serves && service.healthcheck === undefined);
  if (!/^(no|none|always|unless-stopped|any|on-failure|)$/.test(kind))
    at.at("restart").fault("must be no, always, on-failure or unless-stopped", service.restart);
  if (!isJob) {
    if (/^(no|none|on-failure)$/.test(kind))
      at.notice("is started again whenever it ends: it serves others, so it is not a job");
    return {};
  }
  const retries = times ?? policy?.max_attempts;
  return kind === "on-failure"
    ? { restart: "on-failure", ...(retries === undefined ? {} : { restartRetries: Number(retries) }) }
    : { restart: "no" };
}

function takeRuntimeKeys(service: Service, at: Place): Partial<ServiceModel> {
  const replicas = service.scale ?? service.deploy?.replicas ?? 1;
  if (replicas > 1 && service.ports.length > 0)
    at.at("ports").fault("can't be published by several containers: route to them from one service");
  if (service.container_name !== undefined)
    at.at("container_name").notice("is a further name in its networks: containers carry a hash");
  return {
    ...(service.read_only === true ? {} : { writableRoot: true as const }),
    ...(replicas > 1 ? { replicas } : {}),
    ...(service.init === true ? { init: true as const } : {}),
    ...(service.tty === true ? { tty: true as const } : {}),
    ...(service.stdin_open === true ? { stdinOpen: true as const } : {}),
    ...given({ hostname: service.hostname }),
    ...unlessEmpty({
      extraHosts: service.extra_hosts ?? {},
      dns: service.dns ?? [],
      ulimits: service.ulimits ?? {},
      sysctls: service.sysctls ?? {},
      labels: service.labels ?? {},
    }),
  };
}

/** Without the keys that have no value. */
function given<T extends Record<string, unknown>>(values: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: NonNullable<T[K]>;
  };
}

function unlessEmpty<T extends Record<string, object>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Object.keys(value).length > 0)) as Partial<T>;
}
