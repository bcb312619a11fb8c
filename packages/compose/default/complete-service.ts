import type { CheckedService } from "../check/project";
import type { Lookup } from "../interpolate/template";
import { mapValues } from "../map-values";
import type * as made from "../project";
import { dependenciesOf } from "./dependencies";

export interface Around {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly lookup: Lookup;
}

/** A checked service with all that Compose fills in; keys that are null are left out. */
export function completeService(service: CheckedService, around: Around): made.Service {
  const { build, command, deploy, entrypoint, pid, pull_policy, ...plain } = service;
  return {
    ...plain,
    ...pullPolicyOf(pull_policy),
    ...(build === undefined ? {} : { build: completeBuild(build, around) }),
    ...withoutNull({ command, entrypoint, pid }),
    ...deployOf(deploy, plain.scale),
    configs: mounts(service.configs, (source) => `/${source}`),
    secrets: mounts(service.secrets, (source) => `/run/secrets/${source}`),
    depends_on: dependenciesOf(service),
    env_file: (service.env_file ?? []).map(({ path, required = true, ...more }) => ({ path, required, ...more })),
    environment: resolved(service.environment ?? {}, around.lookup),
    networks: networksOf(service),
    ports: portsOf(service),
    tmpfs: service.tmpfs ?? [],
    volumes: volumesOf(service),
  };
}

type Nullable = { [Key in "command" | "entrypoint" | "pid"]: CheckedService[Key] };

function withoutNull({ command, entrypoint, pid }: Nullable): Pick<made.Service, "command" | "entrypoint" | "pid"> {
  return {
    ...(command === undefined || command === null ? {} : { command }),
    ...(entrypoint === undefined || entrypoint === null ? {} : { entrypoint }),
    ...(pid === undefined || pid === null ? {} : { pid }),
  };
}

function pullPolicyOf(policy: string | undefined): Pick<made.Service, "pull_policy"> {
  if (policy === undefined) return {};
  return { pull_policy: policy === "if_not_present" ? "missing" : policy };
}

function portsOf({ ports = [] }: CheckedService): readonly made.Port[] {
  return ports.map(({ target, protocol = "tcp", mode = "ingress", ...more }) => ({ target, protocol, mode, ...more }));
}

function volumesOf({ volumes = [] }: CheckedService): readonly made.VolumeMount[] {
  return volumes.map(({ type, target, bind, ...more }) => ({
    type,
    target,
    ...more,
    ...(bind === undefined ? {} : { bind: { create_host_path: true, ...bind } }),
  }));
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
  return (given ?? []).map(({ source, target = targetOf(source), ...more }) => ({ source, target, ...more }));
}

function networksOf({ provider, network_mode, networks = {} }: CheckedService): made.Service["networks"] {
  const given = mapValues(networks, (network) => network ?? {});
  const hasOwn = Object.keys(given).length > 0 || provider !== undefined || network_mode !== undefined;
  return hasOwn ? given : { default: {} };
}

function resolved(
  values: Readonly<Record<string, string | null>>,
  lookup: Lookup,
): Readonly<Record<string, string | null>> {
  return mapValues(values, (value, name) => value ?? lookup(name) ?? null);
}
