import * as pulumi from "@pulumi/pulumi";
import { Packages, PolicyModule, Unit } from "@berth/resources/host-resources";
import { present } from "../../compose/present";
import type { ComposeModel, ServiceModel, SystemdModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { firewallText } from "./firewall-text";
import { healthcheckText } from "./healthcheck-text";
import { hostsText, neighbourhood } from "./peers";
import { releaseSource } from "./release-source";
import { unitDomain, unitModuleOf } from "./unit-domain";
import { mountPoints, volumesFolder } from "./unit-paths";
import { unitText } from "./unit-text";

export interface UnitsArgs {
  /** One a service, by the numbers in the model. */
  hosts: readonly Host[];
  /** What runs. */
  compose: ComposeModel;
  /** The compose file as it is written. It is kept in the state, so that a review can show what changed in it. */
  text: string;
  /** Absolute folder of the compose file. */
  folder: string;
  /** The compose file's secrets, by name. */
  secrets: ReadonlyMap<string, pulumi.Output<string>>;
}

/**
 * The services of a compose file as systemd units, each on a machine of its own and without Docker: packages side by side, then each
 * healthy before what depends on it is touched, each confined to an SELinux domain and a sandbox of its own.
 */
export class Units extends pulumi.ComponentResource {
  private readonly addresses: pulumi.Output<ReadonlyMap<string, string>>;

  constructor(
    private readonly prefix: string,
    private readonly args: UnitsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:systemd:Units", prefix, { compose: args.text }, opts);
    this.addresses = addressesOf(args);
    const units = new Map<string, Unit>();
    for (const service of args.compose.services) {
      const needed = service.dependsOn.flatMap((name) => units.get(name) ?? []);
      units.set(service.name, this.unit(service, needed));
    }
    this.registerOutputs();
  }

  private unit(service: ServiceModel, needed: readonly Unit[]): Unit {
    const { compose, folder, secrets } = this.args;
    const host = hostOf(service, this.args.hosts);
    const systemd = present(service.systemd, `x-berth.systemd of ${service.name}`);
    const place = { sshConfig: host.sshConfig, host: `${host.name}-admin`, generation: host.rootDiskId };
    const opts = { parent: this, deletedWith: host.machine };
    const policy = new PolicyModule(
      `${this.prefix}-${service.name}-policy`,
      { ...place, moduleName: unitModuleOf(service.name), cil: unitDomain(service) },
      opts,
    );
    const software = new Packages(
      `${this.prefix}-${service.name}-packages`,
      {
        ...place,
        service: service.name,
        account: { name: systemd.account, ...ownerOf(service) },
        packages: [...systemd.packages],
        settings: { ...systemd.settings },
      },
      opts,
    );
    const { files, bundle, content } = releaseSource(service, systemd, folder);
    return new Unit(
      `${this.prefix}-${service.name}`,
      {
        ...place,
        service: service.name,
        owner: ownerOf(service),
        files: { ...files },
        ...(bundle && { bundle: { entry: bundle.entry, to: bundle.to, external: [...bundle.external] } }),
        content,
        texts: this.addresses.apply((addresses) => texts(service, { systemd, compose, addresses })),
        mountPoints: [...mountPoints(service)],
        volumes: service.volumes.map(({ volume }) => `${volumesFolder}/${volume}`),
        secrets: Object.fromEntries(service.secrets.map((name) => [name, present(secrets.get(name), name)])),
        health: healthOf(service),
      },
      { ...opts, dependsOn: [policy, software, ...needed] },
    );
  }
}

interface TextParts {
  readonly systemd: SystemdModel;
  readonly compose: ComposeModel;
  readonly addresses: ReadonlyMap<string, string>;
}

/** The files of a release that are rendered here. */
function texts(service: ServiceModel, { systemd, compose, addresses }: TextParts): Record<string, string> {
  const around = neighbourhood(service, compose, addresses);
  return {
    unit: unitText(service, systemd, compose.name),
    hosts: hostsText(around),
    firewall: firewallText(service, compose, around),
    healthcheck: healthcheckText(present(service.healthcheck, `healthcheck of ${service.name}`)),
  };
}

function ownerOf({ name, user }: ServiceModel) {
  const [uid = 0, gid = 0] = present(user, `user of ${name}`).split(":").map(Number);
  return { uid, gid };
}

/** The limit of a container's health check: its start period and the retries after it. */
function healthOf({ name, healthcheck }: ServiceModel) {
  const times = present(healthcheck, `healthcheck of ${name}`);
  const { startPeriodMs, startIntervalMs, intervalMs, timeoutMs, retries } = times;
  const limitSeconds = Math.ceil((startPeriodMs + retries * (intervalMs + timeoutMs)) / 1000);
  return { limitSeconds, everySeconds: Math.max(1, Math.round(startIntervalMs / 1000)) };
}

function addressesOf({ hosts, compose }: UnitsArgs): pulumi.Output<ReadonlyMap<string, string>> {
  const pairs = compose.services.map((service) =>
    pulumi.output(hostOf(service, hosts).privateAddress).apply((address) => [service.name, address ?? ""] as const),
  );
  return pulumi.all(pairs).apply((all) => new Map(all.map(([name, address]) => [name, address])));
}

function hostOf({ name, hosts: [number = 0] }: ServiceModel, hosts: readonly Host[]): Host {
  return present(hosts[number - 1], `host of ${name}`);
}
