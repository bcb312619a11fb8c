import type { Project, Service } from "@berth/compose";
import type { ServiceExtension } from "./berth-extension";
import type { Place } from "./fault";
import { withPlainIds } from "./plain-ids";
import type { ProjectFiles } from "./project-files";
import { checkRefusedKeys } from "./refused-keys";
import type { SecureTokens } from "./secure-tokens";
import type { FolderModel, HealthcheckModel, PortModel, ServiceModel } from "./service-model";
import { completeSystemd } from "./take-systemd";
import { takeArchive } from "./take-archive";
import { takeImage } from "./take-build";
import { takeCapabilities } from "./take-capabilities";
import { configMounts, secretMounts, takeEnvironment } from "./take-files";
import { takeLimits } from "./take-limits";
import { takeMounts } from "./take-mounts";
import { takeNetworking } from "./take-networks";
import { takeRestart } from "./take-restart";
import { takeRuntimeKeys } from "./take-runtime-keys";
import { given, unlessEmpty } from "./with-values";

export interface Taking {
  /** Of the service. */
  readonly name: string;
  readonly project: Project;
  /** Absolute. */
  readonly folder: string;
  readonly files: ProjectFiles;
  readonly variables: Readonly<Record<string, string>>;
  /** Its published ones; those of all services are chosen together. */
  readonly ports: readonly PortModel[];
  readonly tokens: SecureTokens;
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
export function takeService(written: Service, taking: Taking, at: Place): TakenService {
  const service = withPlainIds(written);
  checkRefusedKeys(service, at);
  const { name, project, folder, files, ports, extension } = taking;
  const mounts = takeMounts(service, { service: name, project, folder, files }, at);
  const differing = secretMounts(service.secrets);
  const systemd = extension?.systemd;
  return {
    folders: mounts.folders,
    anonymous: mounts.anonymous,
    service: {
      name,
      ...(extension?.archive === undefined
        ? takeImage(service, taking, at)
        : takeArchive(service, { path: extension.archive, folder, files }, at)),
      ...given({ entrypoint: service.entrypoint, command: service.command, workingDir: service.working_dir }),
      ...given({ user: service.user, groups: service.group_add }),
      ...takeEnvironment(service, taking, at),
      secrets: [...new Set(service.secrets.map(({ source }) => source))],
      ...unlessEmpty({ secretMounts: differing, configMounts: configMounts(service.configs) }),
      ...unlessEmpty({ files: mounts.files, folderMounts: mounts.folderMounts }),
      ...takeNetworking(service, at),
      ports,
      ...unlessEmpty({ routes: extension?.route ?? [] }),
      ...takeBackup(extension),
      volumes: mounts.volumes,
      tmpfs: mounts.tmpfs,
      ...takeDependencies(service, project),
      ...takeHealthcheck(service, at.at("healthcheck")),
      ...takeLimits(service, at),
      capabilities: takeCapabilities(service, at),
      ...takeRestart(service, { name, project }, at),
      ...takeRuntimeKeys(service, at),
      ...(systemd === undefined ? {} : { systemd: completeSystemd(name, systemd) }),
    },
  };
}

/** What lacks a command is a fault of its own. */
function takeBackup(extension: ServiceExtension | undefined): Pick<ServiceModel, "backup"> {
  const { command, restore } = extension?.backup ?? {};
  return command === undefined || restore === undefined ? {} : { backup: { command, restore } };
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

/** Left out: the image's own. With its test and other times, the daemon's answer would differ from the file at every `up`. */
function takeHealthcheck({ healthcheck }: Service, at: Place): { readonly healthcheck?: HealthcheckModel } {
  if (healthcheck === undefined) return {};
  const { disable, test = [] } = healthcheck;
  if (disable === true || test[0] === "NONE") return { healthcheck: { test: ["NONE"], ...timesOf(healthcheck) } };
  if (test.length > 0) return { healthcheck: { test, ...timesOf(healthcheck) } };
  at.notice("has no test: the image's own check is used with its own times; give the test as well to change them");
  return {};
}

function timesOf(check: NonNullable<Service["healthcheck"]>): Omit<HealthcheckModel, "test"> {
  const { interval = 30_000, timeout = Math.min(5_000, interval), start_period: period = 30_000 } = check;
  return {
    intervalMs: interval,
    timeoutMs: timeout,
    startPeriodMs: period,
    startIntervalMs: check.start_interval ?? 1_000,
    retries: check.retries ?? 3,
  };
}
