import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerOutcome, PolicyModule } from "@berth/resources/host-resources";
import type { ComposeModel, NetworkModel, ServiceModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import type { ServiceImage } from "./built-image";
import { claimedName, type Claims, makeClaims } from "./claims";
import { type ComingImages, comingImages } from "./coming-images";
import { containerName } from "./container-name";
import { type ContainerContext, type ContainerPlace, containerSpec, stackLabels } from "./container-spec";
import { thingsOfService } from "./exclusive-things";
import { fileMounts, filesVolume, type FilesVolume } from "./files-volume";
import type { HeldMount } from "./held-files";
import type { RegistryImages } from "./registry-images";
import { awaitedPorts, type Outcome, outcomeOf, STEADY_SECONDS } from "./outcome";
import { type PidsBound, pidsBound } from "./pids-limit";
import { only, pick } from "./only";
import { type Names, neededBy, networkOwner, type Started } from "./started";
import { previewNotes } from "./preview-notes";
import { readHeldFiles } from "./read-held-files";
import { ingressRoutes } from "./ingress-routes";
import type { ImagesBuiltHere } from "./built-here";
import { type ResourceNames, resourceNames, type ServiceNames } from "./resource-names";
import { rolloutOf } from "./rollout";
import { secretsContainer } from "./secrets-container";
import { secretsHash } from "./secrets-hash";
import { SERVICES_MODULE, servicesModule } from "./selinux-domain";
import { secureEnvironment, wholeEnvironment } from "./secure-environment";
import type { SecureVariables } from "../resolved-text";
import type { Releases } from "../run-args";
import { releaseHistory } from "./release-history";
import { serviceImage } from "./service-image";
import { serviceMounts } from "./service-mounts";
import { networkArgs, networksOf, serviceNetwork } from "./service-network";
import { volumeLevel } from "./volume-level";

/** An application that migrates its data at its start takes minutes, a job even longer. */
const OUTCOME_LIMIT_SECONDS: Readonly<Record<Outcome, number>> = { healthy: 300, up: 300, completed: 1200 };

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
  /** Its secure variables. Default: none. */
  secureVariables?: SecureVariables;
  /** Where images are pulled from. */
  images?: RegistryImages;
  /** Those that this computer builds; without these and `images` the host builds them. */
  builds?: ImagesBuiltHere;
  /** Whether the host is a machine on this computer. Default: it is not. */
  areLocal?: boolean;
  /** How many releases of each service the host keeps, and which services run a kept one. */
  releases: Releases;
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
  private readonly claims: Claims;
  private readonly coming: ComingImages;
  /** Each image of a registry once, for all services that have it. */
  private readonly remoteImages = new Map<string, ServiceImage>();
  private readonly context: ContainerContext = { project: pulumi.getProject(), stack: pulumi.getStack() };

  constructor(
    private readonly prefix: string,
    private readonly args: ServicesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:containers:Services", prefix, { compose: args.text }, opts);
    const { compose, secrets } = args;
    const names = resourceNames(compose);
    this.coming = comingImages(`${prefix}-room`, args, this.onMachine());
    this.claims = makeClaims(prefix, compose, this.onReadyHost());
    const parts = {
      ...{ names, secrets, held: readHeldFiles(compose, args.folder), pidsBound: pidsBound(compose.services) },
      networks: new Map(compose.networks.map((network) => [network.name, this.network(network)])),
      volumes: new Map(compose.volumes.map((volume) => [volume, this.volume(volume)])),
      folders: new Map([...names.folders].map(([folder, name]) => [folder, this.volume(name)])),
      policy: this.policy(),
    };
    const started = new Map<string, Started>();
    for (const service of compose.services) started.set(service.name, this.service(service, { ...parts, started }));
    ingressRoutes(`${prefix}-routes`, { ...args, started }, this.onMachine());
    this.containers = pulumi.output(Object.assign({}, ...[...started.values()].map(({ names }) => names)) as Names);
    if (pulumi.runtime.isDryRun()) {
      for (const note of previewNotes(compose.services)) void pulumi.log.info(note, this);
    }
    this.registerOutputs({ containers: this.containers });
  }

  private policy(): PolicyModule {
    const { host, compose } = this.args;
    const args = { sshConfig: host.sshConfig, host: `${host.name}-admin`, generation: host.rootDiskId };
    const cil = servicesModule(compose.services);
    // A service that hands something over ends in its own domain.
    const options = { ...this.onMachine(), dependsOn: [...this.claims.values()] };
    return new PolicyModule(`${this.prefix}-policy`, { ...args, moduleName: SERVICES_MODULE, cil }, options);
  }

  private network(network: NetworkModel): docker.Network {
    const [resource, name] = [`${this.prefix}-${network.name}`, this.volumeName(network.name)];
    const place = { resource, name, labels: stackLabels(this.context), claims: this.claims };
    return serviceNetwork(network, place, this.onMachine());
  }

  /** Made again it finds its data: taken out of the file or destroyed, a volume stays on the host's data disk. */
  private volume(name: string): docker.Volume {
    const spec = { name: this.volumeName(name), driver: "local", labels: stackLabels(this.context) };
    return new docker.Volume(`${this.prefix}-${name}`, spec, { ...this.onMachine(), retainOnDelete: true });
  }

  private volumeName(name: string): string {
    return `${this.args.compose.name}-${this.context.stack}-${name}`;
  }

  private service(service: ServiceModel, parts: Parts): Started {
    const { containers } = only(parts.names.services, service.name);
    const image = this.image(service);
    const files = this.files(service, parts, image);
    const { services } = this.args.compose;
    const outcome = outcomeOf(service, services);
    const level = volumeLevel(service, services);
    const place = { ...this.context, outcome, pidsBound: parts.pidsBound, level };
    const each = containers.map((resource, index) => {
      const replica = containers.length === 1 ? undefined : index + 1;
      const container = this.container(service, { ...parts, image, files, place, replica, resource });
      const ready = outcome === "healthy" ? container : this.outcome(service, { container, outcome, resource });
      return { container, ready, name: resource.container };
    });
    const ready = each.map((one) => one.ready);
    const history = { ...this.args, project: this.args.compose.name, image, ready, opts: this.onMachine() };
    releaseHistory(`${this.prefix}-${service.name}-releases`, service, history);
    return {
      containers: each.map(({ container }) => container),
      ready,
      names: Object.fromEntries(each.map(({ container, name }) => [name, container.name])),
    };
  }

  private container(service: ServiceModel, parts: ReplicaParts): docker.Container {
    const { image, files, place, replica, resource } = parts;
    const spec = containerSpec(service, { ...place, ...(replica && { replica }) });
    const secure = secureEnvironment(service, this.args.secureVariables ?? new Map());
    const networks = networksOf(service, (network) => only(parts.networks, network).name);
    const shared = networkOwner(service, parts.started);
    const values = [...pick(parts.secrets, service.secrets), ...secure];
    const unique = this.unique(service, { networks, image, values, shared, files });
    const ownName = containerName(service, { spec, replica, unique });
    const name = claimedName(ownName, thingsOfService(service), this.claims);
    const options = { ...this.onMachine(), deleteBeforeReplace: rolloutOf(service).order === "stop-first" };
    const holders = secretsContainer(
      service,
      {
        resource: `${this.prefix}-${resource.secrets}`,
        ...{ context: this.context, name, image, secrets: parts.secrets },
      },
      this.onMachine(),
    );
    const { volumes, mounts } = serviceMounts(service, {
      volume: (volume) => only(parts.volumes, volume).name,
      folder: (folder) => only(parts.folders, folder).name,
    });
    const allMounts = [...mounts, ...(files === undefined ? [] : fileMounts(files))];
    return new docker.Container(
      `${this.prefix}-${resource.container}`,
      {
        ...spec,
        envs: wholeEnvironment(spec.envs, secure),
        name,
        image: image.name,
        ...networkArgs(networks, shared),
        volumes: [
          ...volumes,
          ...holders.map((container) => ({ fromContainer: pulumi.interpolate`${container.name}:ro` })),
        ],
        ...(allMounts.length > 0 && { mounts: allMounts }),
      },
      {
        ...options,
        ...(secure.length > 0 && { additionalSecretOutputs: ["envs"] }),
        dependsOn: [parts.policy, ...neededBy(service, parts.started), ...(files ? [files.holder] : [])],
      },
    );
  }

  /** What makes a container another one, besides its spec. */
  private unique(service: ServiceModel, { networks, image, values, shared, files }: UniqueParts) {
    const { host, compose } = this.args;
    const salt = `${this.context.project}/${this.context.stack}`;
    return [
      pulumi.output(networks),
      image.unique,
      host.rootDiskId,
      secretsHash(service, { models: compose.secrets, values, salt }),
      ...(shared === undefined ? [] : [shared.id]),
      ...(files === undefined ? [] : [files.name]),
    ];
  }

  /** What `dependsOn` of others waits for, where Docker's own check of the container is not enough or too much. */
  private outcome(service: ServiceModel, { container, outcome, resource }: OutcomeParts): ContainerOutcome {
    const { host } = this.args;
    const ports = outcome === "up" ? awaitedPorts(service) : [];
    return new ContainerOutcome(
      `${this.prefix}-${resource.container}-outcome`,
      {
        sshConfig: host.sshConfig,
        host: host.name,
        container: container.name,
        containerId: container.id,
        wanted: outcome === "completed" ? "completed" : "up",
        steadySeconds: STEADY_SECONDS,
        ...(ports.length > 0 && { ports: [...ports] }),
        limitSeconds: OUTCOME_LIMIT_SECONDS[outcome],
      },
      this.onMachine(),
    );
  }

  /** The files that its containers mount; undefined: none. */
  private files(service: ServiceModel, parts: Parts, image: ServiceImage): FilesVolume | undefined {
    const mounts = parts.held.get(service.name) ?? [];
    if (mounts.length === 0) return undefined;
    const { secrets, host } = this.args;
    const { rootDiskId } = host;
    const resource = `${this.prefix}-${only(parts.names.services, service.name).files}`;
    const names = { resource, volumePrefix: this.volumeName(""), context: this.context };
    return filesVolume(service, { ...names, image, rootDiskId, mounts, secrets }, this.onMachine());
  }

  private image(service: ServiceModel): ServiceImage {
    return serviceImage(`${this.prefix}-${service.name}`, service.name, {
      ...this.args,
      origin: only(this.coming.origins, service.name),
      remoteImages: this.remoteImages,
      room: this.coming.room,
      opts: this.onMachine(),
    });
  }

  /** After its readiness, which the docker provider's address comes from, and after its room: a claim deletes containers. */
  private onReadyHost(): pulumi.CustomResourceOptions {
    const daemon = this.getProvider("docker:index/container:Container");
    return { parent: this, dependsOn: [this.coming.room, ...(daemon ? [daemon] : [])] };
  }

  private onMachine(): pulumi.CustomResourceOptions {
    return { parent: this, deletedWith: this.args.host.machine };
  }
}

interface Parts {
  readonly names: ResourceNames;
  /** Service → what it mounts of the project. */
  readonly held: ReadonlyMap<string, readonly HeldMount[]>;
  readonly secrets: ReadonlyMap<string, pulumi.Output<string>>;
  readonly networks: ReadonlyMap<string, docker.Network>;
  readonly volumes: ReadonlyMap<string, docker.Volume>;
  readonly folders: ReadonlyMap<string, docker.Volume>;
  readonly policy: PolicyModule;
  readonly pidsBound: PidsBound;
  /** Those made so far: a service comes after all that it depends on. */
  readonly started: ReadonlyMap<string, Started>;
}

interface ReplicaParts extends Parts {
  readonly image: ServiceImage;
  readonly files: FilesVolume | undefined;
  readonly place: Omit<ContainerPlace, "replica">;
  readonly replica: number | undefined;
  readonly resource: ServiceNames["containers"][number];
}

interface UniqueParts extends Pick<ReplicaParts, "image" | "files"> {
  readonly networks: ReturnType<typeof networksOf>;
  readonly values: Parameters<typeof secretsHash>[1]["values"];
  readonly shared: docker.Container | undefined;
}

type OutcomeParts = Pick<ReplicaParts, "resource"> & {
  readonly container: docker.Container;
  readonly outcome: Outcome;
};
