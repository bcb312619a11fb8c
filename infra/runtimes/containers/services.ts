import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { PolicyModule } from "@berth/resources/host-resources";
import type { ComposeModel, NetworkModel, ServiceModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { builtImage, hostBuildModes, imageSource, type ServiceImage } from "./built-image";
import { type ContainerContext, containerSpec, stackLabels } from "./container-spec";
import { pulledImage, type RegistryImages } from "./registry-images";
import { rolloutOf } from "./rollout";
import { SECRETS_FOLDER, secretsSpec } from "./secrets-spec";
import { SERVICES_MODULE, servicesModule } from "./selinux-domain";
import { specHash } from "./spec-hash";

export interface ServicesArgs {
  /** Where they run; its readiness is waited for. */
  host: Host;
  /** What runs. */
  compose: ComposeModel;
  /** The compose file as it is written. It is kept in the state, so that a review can show what changed in it. */
  text?: string;
  /** Absolute folder of the compose file, which its build contexts are relative to. */
  folder: string;
  /** Its secrets, by name. */
  secrets: ReadonlyMap<string, pulumi.Output<string>>;
  /** Where images are pulled from; undefined: the host builds them. */
  images?: RegistryImages;
  /** Of the images; that of the host. Default: linux/amd64. */
  platform?: string;
}

/**
 * The services of a compose file in containers on one host: each healthy before what depends on it starts, each confined
 * to an SELinux domain of its own. Everything but the volumes' data goes with the host's machine. The docker provider is
 * the caller's, by `opts.providers`.
 */
export class Services extends pulumi.ComponentResource {
  /** Name of the running container of each service. */
  readonly containers: pulumi.Output<Record<string, string>>;
  private readonly context: ContainerContext = { project: pulumi.getProject(), stack: pulumi.getStack() };

  constructor(
    private readonly prefix: string,
    private readonly args: ServicesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:containers:Services", prefix, { compose: args.text }, opts);
    const { compose, secrets } = args;
    const parts = {
      secrets,
      networks: new Map(compose.networks.map((network) => [network.name, this.network(network)])),
      volumes: new Map(compose.volumes.map((volume) => [volume, this.volume(volume)])),
      policy: this.policy(),
    };
    const containers = new Map<string, docker.Container>();
    for (const service of compose.services)
      containers.set(service.name, this.service(service, { ...parts, containers }));
    this.containers = pulumi.output(
      Object.fromEntries([...containers].map(([name, container]) => [name, container.name])),
    );
    this.registerOutputs({ containers: this.containers });
  }

  private policy(): PolicyModule {
    const { host, compose } = this.args;
    const args = { sshConfig: host.sshConfig, host: `${host.name}-admin`, generation: host.rootDiskId };
    const cil = servicesModule(compose.services);
    return new PolicyModule(`${this.prefix}-policy`, { ...args, moduleName: SERVICES_MODULE, cil }, this.onMachine());
  }

  /** Its name carries its settings: a changed one is made beside the old one, which its containers then leave. */
  private network({ name, internal }: NetworkModel): docker.Network {
    const spec = { driver: "bridge", internal, attachable: false, labels: stackLabels(this.context) };
    const fullName = `${this.volumeName(name)}-${specHash(spec)}`;
    return new docker.Network(`${this.prefix}-${name}`, { ...spec, name: fullName }, this.onMachine());
  }

  /** Made again it finds its data: taken out of the file or destroyed, a volume stays on the host's data disk. */
  private volume(name: string): docker.Volume {
    const spec = { name: this.volumeName(name), driver: "local", labels: stackLabels(this.context) };
    return new docker.Volume(`${this.prefix}-${name}`, spec, { ...this.onMachine(), retainOnDelete: true });
  }

  private volumeName(name: string): string {
    return `${this.args.compose.name}-${this.context.stack}-${name}`;
  }

  private service(service: ServiceModel, parts: Parts): docker.Container {
    const { host } = this.args;
    const image = this.image(service);
    const spec = containerSpec(service, this.context);
    const networks = pick(parts.networks, service.networks).map(({ name }) => ({ name, aliases: [service.name] }));
    const secrets = pick(parts.secrets, service.secrets);
    // The digests of secrets are of random text and cut to 32 bits: fit to be seen.
    const name = pulumi
      .all([
        pulumi.output(networks),
        image.unique,
        host.rootDiskId,
        pulumi.unsecret(pulumi.all(secrets).apply(specHash)),
      ])
      .apply((unique) => `${service.name}-${specHash([spec, service.volumes, ...unique])}`);
    const options = { ...this.onMachine(), deleteBeforeReplace: rolloutOf(service).order === "stop-first" };
    const files = this.secretsContainer(service, { image, name, secrets, options });
    const volumes = service.volumes.map(({ volume, target, readOnly }) => ({
      volumeName: pick(parts.volumes, [volume])[0]?.name,
      containerPath: target,
      readOnly,
    }));
    return new docker.Container(
      `${this.prefix}-${service.name}`,
      {
        ...spec,
        name,
        image: image.name,
        networksAdvanced: networks,
        volumes: [
          ...volumes,
          ...files.map((container) => ({ fromContainer: pulumi.interpolate`${container.name}:ro` })),
        ],
      },
      { ...options, dependsOn: [parts.policy, ...pick(parts.containers, service.dependsOn)] },
    );
  }

  /**
   * A container that never runs and holds a volume with the secret files: the daemon takes no uploads into a read-only
   * root. The service mounts the volume read-only, and it is gone with the last of the two.
   */
  private secretsContainer(service: ServiceModel, { image, name, secrets, options }: SecretsParts): docker.Container[] {
    if (service.secrets.length === 0) return [];
    const uploads = service.secrets.map((secret, index) => ({
      file: `${SECRETS_FOLDER}/${secret}`,
      permissions: "0440",
      content: secrets[index],
    }));
    const fixed = secretsSpec(service.name, this.context);
    const args = { ...fixed, name: pulumi.interpolate`${name}-secrets`, image: image.name, uploads };
    return [new docker.Container(`${this.prefix}-${service.name}-secrets`, args, options)];
  }

  private image(service: ServiceModel): ServiceImage {
    const { host, compose, folder, images, platform = "linux/amd64" } = this.args;
    const name = `${this.prefix}-${service.name}`;
    if (images !== undefined) return pulledImage(name, images, { service: service.name, host }, this.onMachine());
    return builtImage(
      name,
      imageSource(service, { name: compose.name, folder, modes: hostBuildModes }),
      platform,
      this.onMachine(),
    );
  }

  private onMachine(): pulumi.CustomResourceOptions {
    return { parent: this, deletedWith: this.args.host.machine };
  }
}

interface Parts {
  readonly secrets: ReadonlyMap<string, pulumi.Output<string>>;
  readonly networks: ReadonlyMap<string, docker.Network>;
  readonly volumes: ReadonlyMap<string, docker.Volume>;
  readonly policy: PolicyModule;
  /** Those made so far: a service comes after all that it depends on. */
  readonly containers: ReadonlyMap<string, docker.Container>;
}

interface SecretsParts {
  readonly image: ServiceImage;
  readonly name: pulumi.Output<string>;
  readonly secrets: readonly pulumi.Output<string>[];
  readonly options: pulumi.CustomResourceOptions;
}

/** In the order of `names`; the compose file's checks have made sure that all are there. */
function pick<T>(from: ReadonlyMap<string, T>, names: readonly string[]): T[] {
  return names.map((name) => {
    const found = from.get(name);
    if (found === undefined) throw new Error(`the compose model refers to ${name}, which it does not have`);
    return found;
  });
}
