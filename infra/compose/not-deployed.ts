import type { Path } from "@berth/compose";
import type { Place } from "./fault";
import type { BuildModel, ComposeModel, PortModel, ServiceModel } from "./service-model";

/** Something that the model can express and a runtime does not deploy yet. */
export interface NotDeployed {
  /** Name of it, in messages. */
  readonly what: string;
  /** Path within the service where it uses it; undefined: it does not. */
  readonly usedAt: (service: ServiceModel, model: ComposeModel) => Path | undefined;
}

const PLAIN_NAME = /^[a-z][a-z0-9-]*$/;
const EIGHT = new Set(["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"]);

function field(key: string, name: keyof ServiceModel): NotDeployed {
  return { what: key, usedAt: (service) => (service[name] === undefined ? undefined : [key]) };
}

/** A key of `build` that package docker, which has the hosts build images, has no input for. */
function ofBuild(key: string, name: keyof BuildModel, instead: string): NotDeployed {
  const path = ["build", key.split(" ")[0] ?? key];
  return { what: `${key}: ${instead}`, usedAt: ({ build }) => (build?.[name] === undefined ? undefined : path) };
}

/** What no runtime deploys yet. */
const WITH_EITHER_RUNTIME: readonly NotDeployed[] = [
  ofBuild("dockerfile_inline", "dockerfileInline", "a build reads its Dockerfile from a file: give dockerfile"),
  ofBuild(
    "additional_contexts",
    "additionalContexts",
    "a build is sent one folder: put the other one below context, or COPY --from an image by its name",
  ),
  ofBuild(
    "secrets of a build",
    "secrets",
    "the builder is sent none, and an argument would stay in the image: copy from an image that was built with them, or read them when the service starts",
  ),
  ofBuild("labels of a build", "labels", "the builder sets none: write LABEL in the Dockerfile"),
];

/** What VMs without Docker do not deploy beyond that. */
const WITHOUT_DOCKER: readonly NotDeployed[] = [
  field("configs", "configMounts"),
  { what: "a file of the project as a mount", usedAt: ({ files }) => (files === undefined ? undefined : ["volumes"]) },
  {
    what: "a secret at another place",
    usedAt: ({ secretMounts }) => (secretMounts === undefined ? undefined : ["secrets"]),
  },
  {
    what: "a secret from a file or a variable",
    usedAt: ({ secrets: names }, { secrets }) =>
      secrets.some(({ name, length }) => names.includes(name) && length === undefined) ? ["secrets"] : undefined,
  },
  { ...field("environment", "secureEnvironment"), what: "a secure variable in environment" },
  {
    what: "a port on the host's own loopback address",
    usedAt: ({ ports }) => portAt(ports, ({ hostIp }) => hostIp !== undefined),
  },
  {
    what: "a route: publish port 443 of a gateway of your own",
    usedAt: ({ routes }) => (routes === undefined ? undefined : ["x-berth", "route"]),
  },
  field("image", "image"),
  {
    what: "an image in an archive",
    usedAt: ({ archive }) => (archive === undefined ? undefined : ["x-berth", "archive"]),
  },
  field("entrypoint", "entrypoint"),
  field("working_dir", "workingDir"),
  field("group_add", "groups"),
  field("hostname", "hostname"),
  field("init", "init"),
  field("extra_hosts", "extraHosts"),
  field("dns", "dns"),
  field("ulimits", "ulimits"),
  field("sysctls", "sysctls"),
  field("labels", "labels"),
  field("tty", "tty"),
  field("stdin_open", "stdinOpen"),
  field("scale", "replicas"),
  field("restart", "restart"),
  { what: "a service without user", usedAt: ({ user }) => (user === undefined ? ["user"] : undefined) },
  {
    what: "user in another form than uid:gid",
    usedAt: ({ user }) => (user === undefined || /^\d{1,5}:\d{1,5}$/.test(user) ? undefined : ["user"]),
  },
  {
    what: "one user for two services: pids_limit counts a user's processes",
    usedAt: ({ name, user }, { services }) =>
      services.some((other) => other.name !== name && sameUser(other.user, user)) ? ["user"] : undefined,
  },
  {
    what: "a service without healthcheck",
    usedAt: ({ healthcheck }) => (healthcheck === undefined ? ["healthcheck"] : undefined),
  },
  {
    what: "a root file system that can be written: give read_only: true and tmpfs",
    usedAt: ({ writableRoot }) => (writableRoot === undefined ? undefined : ["read_only"]),
  },
  {
    what: "a host folder as a mount",
    usedAt: ({ folderMounts }) => (folderMounts === undefined ? undefined : ["volumes"]),
  },
  { what: "aliases and container_name", usedAt: ({ aliases }) => (aliases === undefined ? undefined : ["networks"]) },
  { what: "a fixed address", usedAt: ({ addresses }) => (addresses === undefined ? undefined : ["networks"]) },
  {
    what: "the network of another service",
    usedAt: ({ networkOf }) => (networkOf === undefined ? undefined : ["network_mode"]),
  },
  {
    what: "a mount of a part of a volume, or without the image's files",
    usedAt: ({ volumes }) => (volumes.some(({ subpath, noCopy }) => subpath ?? noCopy) ? ["volumes"] : undefined),
  },
  {
    what: "a volume of several services",
    usedAt: ({ name, volumes }, { services }) =>
      volumes.some(({ volume }) =>
        services.some((other) => other.name !== name && other.volumes.some((mount) => mount.volume === volume)),
      )
        ? ["volumes"]
        : undefined,
  },
  {
    what: "a condition other than service_healthy",
    usedAt: ({ dependencyConditions }) => (dependencyConditions === undefined ? undefined : ["depends_on"]),
  },
  {
    what: "a capability beyond CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, NET_BIND_SERVICE, SETGID and SETUID: give cap_drop: [ALL]",
    usedAt: ({ capabilities }) => (capabilities.every((name) => EIGHT.has(name)) ? undefined : ["cap_add"]),
  },
  {
    what: "a network of a fixed subnet",
    usedAt: ({ networks: names }, { networks }) =>
      networks.some(({ name, subnet }) => names.includes(name) && subnet !== undefined) ? ["networks"] : undefined,
  },
  {
    what: "a name longer than 40",
    usedAt: ({ name }) => (name.length > 40 ? [] : undefined),
  },
  {
    what: "a name with capitals, _ or .",
    usedAt: ({ name }) => (PLAIN_NAME.test(name) ? undefined : []),
  },
];

/**
 * The table of what a runtime does not deploy yet. A project that uses one of these is refused by its name, never taken
 * and then ignored. Take an entry out when the deployment does it.
 */
export function notDeployedBy(runtime: "containers" | "vms"): readonly NotDeployed[] {
  return runtime === "vms" ? [...WITH_EITHER_RUNTIME, ...WITHOUT_DOCKER] : WITH_EITHER_RUNTIME;
}

export function checkDeployed(model: ComposeModel, table: readonly NotDeployed[], at: Place): void {
  for (const service of model.services) {
    for (const { what, usedAt } of table) {
      const path = usedAt(service, model);
      if (path !== undefined) at.at("services", service.name, ...path).fault(`is read, but not deployed yet: ${what}`);
    }
  }
}

function sameUser(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.split(":")[0] === b?.split(":")[0];
}

function portAt(ports: readonly PortModel[], uses: (port: PortModel) => boolean): Path | undefined {
  const index = ports.findIndex(uses);
  return index < 0 ? undefined : ["ports", index];
}
