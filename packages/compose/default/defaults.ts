import type { CheckedProject, CheckedService } from "../check/project";
import type { Lookup } from "../interpolate/template";
import type * as made from "../project";

interface Around {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly lookup: Lookup;
}

/** A checked project with all that Compose fills in: names, the default network, the values of variables named alone. */
export function withDefaults(checked: CheckedProject, around: Around): made.Project {
  const services = mapValues(checked.services ?? {}, (service) => completeService(service, around));
  const usesDefault = Object.values(services).some(({ networks }) => Object.hasOwn(networks, "default"));
  const networks = { ...(usesDefault ? { default: null } : {}), ...checked.networks };
  const { models, jobs, extensions } = checked;
  return {
    name: around.name,
    services,
    networks: named(networks, around.name),
    volumes: named(checked.volumes ?? {}, around.name),
    secrets: named(checked.secrets ?? {}, around.name),
    configs: named(checked.configs ?? {}, around.name),
    ...(models === undefined ? {} : { models }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** A resource without a name has the project's before its key; an external one has its key. */
function named<T extends { readonly name?: string; readonly external?: boolean }>(
  resources: Readonly<Record<string, T | null>>,
  project: string,
): Readonly<Record<string, T & { readonly name: string }>> {
  return mapValues(resources, (resource, key) => {
    const given: T = resource ?? ({} as T);
    return { ...given, name: given.name ?? (given.external === true ? key : `${project}_${key}`) };
  });
}

function completeService(service: CheckedService, around: Around): made.Service {
  const { build, command, configs, deploy, entrypoint, env_file, environment, pid, ports, secrets, ...rest } = service;
  const { depends_on: _dependsOn, networks: _networks, tmpfs = [], volumes = [], pull_policy, ...plain } = rest;
  return {
    ...plain,
    ...(pull_policy === undefined ? {} : { pull_policy: pull_policy === "if_not_present" ? "missing" : pull_policy }),
    ...(build === undefined ? {} : { build: completeBuild(build, around) }),
    ...(command === undefined || command === null ? {} : { command }),
    ...(entrypoint === undefined || entrypoint === null ? {} : { entrypoint }),
    ...deployOf(deploy, plain.scale),
    ...(pid === undefined || pid === null ? {} : { pid }),
    configs: mounts(configs, (source) => `/${source}`),
    secrets: mounts(secrets, (source) => `/run/secrets/${source}`),
    depends_on: dependenciesOf(service),
    env_file: (env_file ?? []).map(({ path = "", required = true, ...more }) => ({ path, required, ...more })),
    environment: resolved(environment ?? {}, around.lookup),
    networks: networksOf(service),
    ports: (ports ?? []).map(({ target = 0, protocol = "tcp", mode = "ingress", ...more }) => ({
      target,
      protocol,
      mode,
      ...more,
    })),
    tmpfs,
    volumes: volumes.map(({ type = "volume", target = "", bind, ...more }) => ({
      type,
      target,
      ...more,
      ...(bind === undefined ? {} : { bind: { create_host_path: true, ...bind } }),
    })),
  };
}

/** `scale` is an older word for `deploy.replicas`. */
function deployOf(deploy: CheckedService["deploy"], scale: number | undefined): { readonly deploy?: made.Deploy } {
  if (deploy === undefined || deploy === null) return {};
  return { deploy: scale === undefined ? deploy : { replicas: scale, ...deploy } };
}

function completeBuild(build: NonNullable<CheckedService["build"]>, { folder, lookup }: Around): made.Build {
  const { context = folder, args, ...more } = build;
  const values = Object.entries(resolved(args ?? {}, lookup)).filter(([, value]) => value !== null);
  const hasFile = more.dockerfile !== undefined || more.dockerfile_inline !== undefined;
  return {
    ...more,
    context,
    ...(hasFile ? {} : { dockerfile: "Dockerfile" }),
    ...(args === undefined ? {} : { args: Object.fromEntries(values) }),
  };
}

function mounts(given: CheckedService["secrets"], targetOf: (source: string) => string): readonly made.FileMount[] {
  return (given ?? []).map(({ source = "", target = targetOf(source), ...more }) => ({ source, target, ...more }));
}

function networksOf({ provider, network_mode, networks = {} }: CheckedService): made.Service["networks"] {
  const given = mapValues(networks, (network) => network ?? {});
  const hasOwn = Object.keys(given).length > 0 || provider !== undefined || network_mode !== undefined;
  return hasOwn ? given : { default: {} };
}

/** Those of the file, and those that other keys make a service need. */
function dependenciesOf(service: CheckedService): made.Service["depends_on"] {
  const needs = new Map<string, made.Dependency>();
  for (const [name, { condition = "service_started", required = true, restart }] of Object.entries(
    service.depends_on ?? {},
  ))
    needs.set(name, { condition, required, ...(restart === undefined ? {} : { restart }) });
  const need = (name: string, restart: boolean): void => {
    if (!needs.has(name)) needs.set(name, { condition: "service_started", required: true, restart });
  };
  for (const link of service.links ?? []) need(link.split(":")[0] ?? "", true);
  const { network_mode, ipc, pid, uts, cgroup } = service;
  for (const namespace of [network_mode, ipc, pid, uts, cgroup])
    if (namespace?.startsWith("service:") === true) need(namespace.slice("service:".length), true);
  for (const from of service.volumes_from ?? [])
    if (!from.startsWith("container:")) need(from.split(":")[0] ?? "", false);
  return Object.fromEntries(needs);
}

function resolved(
  values: Readonly<Record<string, string | null>>,
  lookup: Lookup,
): Readonly<Record<string, string | null>> {
  return mapValues(values, (value, name) => value ?? lookup(name) ?? null);
}

function mapValues<T, U>(
  values: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}
