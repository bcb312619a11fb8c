import type { ComposeFile } from "./compose-schema";
import type { BuildModel, ComposeModel, HealthcheckModel, ServiceModel, SystemdModel } from "./service-model";
import type { Placement } from "./place-services";
import type { ServiceFile } from "./service-schema";
import type { SystemdFile } from "./systemd-schema";

export const DEFAULT_MEMORY_MIB = 256;
const DEFAULT_SHM_MIB = 8;
const DEFAULT_CPUS = 1;
const DEFAULT_PIDS = 100;
const DEFAULT_STOP_GRACE_MS = 10_000;

type AskedModel = Pick<
  ServiceModel,
  "environment" | "secrets" | "networks" | "ports" | "volumes" | "tmpfs" | "capabilities"
>;
type LimitsModel = Pick<ServiceModel, "stopSignal" | "stopGraceSeconds" | "memoryMiB" | "shmMiB" | "cpus" | "pids">;

/** A checked file with every default in it; services in the order of their dependencies, then of the file. */
export function withDefaults(file: ComposeFile, placement: Placement): ComposeModel {
  const services = Object.entries(file.services ?? {}).map(([name, service]) => ({
    ...completeService(name, service),
    hosts: present(placement.get(name)),
  }));
  return {
    name: present(file.name),
    services: inOrder(services),
    networks: Object.entries(file.networks ?? {}).map(([name, { internal = false }]) => ({ name, internal })),
    volumes: Object.keys(file.volumes ?? {}),
    secrets: Object.entries(file.secrets ?? {}).map(([name, secret]) => ({
      name,
      length: present(secret["x-berth"]?.generate?.length),
    })),
  };
}

function completeService(name: string, service: ServiceFile): Omit<ServiceModel, "hosts"> {
  const systemd = service["x-berth"]?.systemd;
  return {
    name,
    build: completeBuild(service),
    ...(service.command === undefined ? {} : { command: service.command }),
    user: present(service.user),
    healthcheck: completeHealthcheck(service),
    dependsOn: Object.keys(service.depends_on ?? {}),
    ...completeAsked(service),
    ...completeLimits(service),
    ...(systemd === undefined ? {} : { systemd: completeSystemd(name, systemd) }),
  };
}

/** Not the service's name: Debian has users called proxy, mail or backup. useradd takes 32 characters. */
function accountOf(service: string): string {
  return `berth-${service}`.slice(0, 32).replace(/-$/, "");
}

function completeSystemd(name: string, { bundle, ...given }: SystemdFile): SystemdModel {
  const { packages = [], settings = {}, account = accountOf(name), files = {}, environment = {}, jit = false } = given;
  return {
    ...{ packages, settings, account, files, environment, jit },
    command: present(given.command),
    ...(bundle === undefined
      ? {}
      : { bundle: { entry: present(bundle.entry), to: present(bundle.to), external: bundle.external ?? [] } }),
  };
}

/** What a service has only if it asks. */
function completeAsked({
  environment = {},
  secrets = [],
  networks = [],
  ports = [],
  ...service
}: ServiceFile): AskedModel {
  const { volumes = [], tmpfs = [], cap_add: capabilities = [] } = service;
  return { environment, secrets, networks, ports, volumes, tmpfs, capabilities };
}

function completeLimits(service: ServiceFile): LimitsModel {
  return {
    stopSignal: service.stop_signal ?? "SIGTERM",
    stopGraceSeconds: Math.ceil((service.stop_grace_period ?? DEFAULT_STOP_GRACE_MS) / 1000),
    memoryMiB: service.mem_limit ?? DEFAULT_MEMORY_MIB,
    shmMiB: service.shm_size ?? DEFAULT_SHM_MIB,
    cpus: service.cpus ?? DEFAULT_CPUS,
    pids: service.pids_limit ?? DEFAULT_PIDS,
  };
}

function completeBuild({ build }: ServiceFile): BuildModel {
  const { context, dockerfile = "Dockerfile", args = {}, target } = present(build);
  return { context: present(context), dockerfile, args, ...(target === undefined ? {} : { target }) };
}

function completeHealthcheck({ healthcheck }: ServiceFile): HealthcheckModel {
  const {
    test,
    interval = 10_000,
    timeout = Math.min(5_000, interval),
    start_period = 30_000,
    start_interval = 1_000,
    retries = 3,
  } = present(healthcheck);
  return {
    test: present(test),
    intervalMs: interval,
    timeoutMs: timeout,
    startPeriodMs: start_period,
    startIntervalMs: start_interval,
    retries,
  };
}

function inOrder(services: readonly ServiceModel[]): ServiceModel[] {
  const ordered: ServiceModel[] = [];
  const place = (service: ServiceModel): void => {
    if (ordered.includes(service)) return;
    for (const needed of service.dependsOn) services.filter(({ name }) => name === needed).forEach(place);
    ordered.push(service);
  };
  services.forEach(place);
  return ordered;
}

/** For what a file without faults always has. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a required key passed the checks without a value");
  return value;
}
