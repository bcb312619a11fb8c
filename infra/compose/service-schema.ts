import { fields, integer, list, mapping, only, parsed, type Read, type Reader, text, words } from "./reader";
import * as scalar from "./scalars";
import type { PortModel, TmpfsModel, VolumeMountModel } from "./service-model";
import { systemdFile } from "./systemd-schema";

const HARDENING = "every container has its own namespaces, this would open one to the host";
const LIMITS = "give mem_limit, cpus and pids_limit";

/** Keys of the Compose Specification that are not taken, with what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  privileged: "it would switch off SELinux and every other wall; ask for single capabilities with cap_add",
  network_mode: HARDENING,
  pid: HARDENING,
  ipc: HARDENING,
  uts: HARDENING,
  userns_mode: HARDENING,
  cgroup: HARDENING,
  cgroup_parent: HARDENING,
  devices: "containers get no devices of the host",
  sysctls: "kernel settings belong to the host's hardening",
  image: "services are built on the host from a folder: give build",
  env_file: "give environment; what is secret belongs into secrets",
  deploy: `${LIMITS}; where a service runs is x-berth: { hosts: [1] }`,
  mem_reservation: LIMITS,
  memswap_limit: LIMITS,
  container_name: "names carry a hash of the service so that two versions can run side by side",
  logging: "the host caps and rotates every container's log",
  extends: "write the service out, or share a block with a YAML anchor",
  configs: "copy the file in the Dockerfile",
  links: "services reach each other by name in a shared network",
  expose: "every port is open to the service's own networks",
  entrypoint: "set it in the Dockerfile, or give command",
  labels: "the program labels what it makes",
  hostname: "it is the service's name",
  profiles: "every service of the file runs",
  scale: "one container a service on each of its hosts: x-berth: { hosts: all }",
  group_add: "groups belong to the user in the Dockerfile",
};

const SIGNALS = /^SIG(TERM|INT|QUIT|HUP|USR1|USR2|WINCH)$/;
/** Of Docker's own set, those that give no power over the host. */
const CAPABILITIES = /^(CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|NET_BIND_SERVICE|SETGID|SETUID)$/;
const RESERVED_PORTS = new Set([22, 2375, 2376]);
const TMPFS_OPTION = /^(size=\d+[kmg]|mode=0?[0-7]{3,4}|uid=\d{1,5}|gid=\d{1,5})$/;
const RELATIVE_FOLDER = /^\.?(\/?[A-Za-z0-9_-][A-Za-z0-9_.-]*)+\/?$|^\.$/;

const environment = mapping(
  scalar.ENVIRONMENT_NAME,
  "letters, digits and _, not beginning with a digit",
  scalar.environmentValue,
);
const folder = text(RELATIVE_FOLDER, 'a folder below the compose file such as "./api"');
const buildBlock = fields(
  {
    context: folder,
    dockerfile: text(RELATIVE_FOLDER, "a file in the context"),
    args: environment,
    target: scalar.itemName,
  },
  {
    required: ["context"],
    refused: { secrets: "a build gets no secrets", network: HARDENING, ssh: "a build gets no keys" },
  },
);
const build: Reader<Read<typeof buildBlock>> = (value, at) =>
  typeof value === "string" ? { context: folder(value, at) } : buildBlock(value, at);

const port = parsed<PortModel>(
  '"host:container" in quotes, two ports from 1 to 65535; not 22, 2375, 2376 on the host',
  (value) => {
    const [, host, container] = /^(\d{1,5}):(\d{1,5})$/.exec(value)?.map(Number) ?? [];
    if (host === undefined || container === undefined || RESERVED_PORTS.has(host)) return undefined;
    return [host, container].every((number) => number >= 1 && number <= 65535) ? { host, container } : undefined;
  },
);

const volume: Reader<VolumeMountModel> = (value, at) => {
  if (typeof value !== "string") return at.fault('must be "volume:/path" or "volume:/path:ro"', value);
  const [source = "", target = "", mode, ...more] = value.split(":");
  if (/^[./~]/.test(source))
    return at.fault("must be a named volume: the host's files, its Docker socket too, stay outside", value);
  const good =
    scalar.ITEM_NAME.test(source) &&
    scalar.isMountTarget(target) &&
    (mode === undefined || mode === "ro") &&
    more.length === 0;
  return good
    ? { volume: source, target, readOnly: mode === "ro" }
    : at.fault('must be "volume:/path" or "volume:/path:ro", the path free to be mounted over', value);
};

const tmpfs = parsed<TmpfsModel>('"/path" or "/path:size=8m,mode=0700,uid=1,gid=1"', (value) => {
  const [target = "", options, ...more] = value.split(":");
  const list = options === undefined ? [] : options.split(",");
  const good = scalar.isMountTarget(target) && list.every((option) => TMPFS_OPTION.test(option)) && more.length === 0;
  return good ? { target, options: list } : undefined;
});

/** "all", or the numbers of hosts. */
const hosts: Reader<"all" | number[]> = (value, at) => {
  if (value === "all") return value;
  const numbers = list(integer(1, 999))(value, at);
  return numbers?.length === 0 && Array.isArray(value) && value.length === 0
    ? at.fault("must name a host", value)
    : numbers;
};

const healthTest: Reader<string[]> = (value, at) => {
  const read = words('a list that begins with "CMD" or "CMD-SHELL" and names a command')(value, at);
  const kind = read?.[0];
  if (read === undefined) return undefined;
  if ((kind === "CMD" && read.length > 1) || (kind === "CMD-SHELL" && read.length === 2)) return read;
  return at.fault('must be a list that begins with "CMD" or "CMD-SHELL" and names a command', value);
};

const healthcheck = fields(
  {
    test: healthTest,
    interval: scalar.duration,
    timeout: scalar.duration,
    start_period: scalar.duration,
    start_interval: scalar.duration,
    retries: scalar.retries,
    disable: only(false, "must not be disabled: a new version goes live when it is healthy"),
  },
  { required: ["test"] },
);

const healthy = fields(
  {
    condition: only("service_healthy", "must be service_healthy: what runs but can't answer yet is no help"),
    required: only(true, "must be true"),
  },
  { required: ["condition"] },
);

/** One service as the file has it, each key by itself. */
export const serviceFile = fields(
  {
    build,
    command: words("a list of words"),
    user: scalar.user,
    environment,
    secrets: list(scalar.itemName),
    networks: list(scalar.name),
    ports: list(port, ({ host }) => host),
    volumes: list(volume, ({ target }) => target),
    tmpfs: list(tmpfs, ({ target }) => target),
    depends_on: mapping(scalar.NAME, scalar.NAME_RULE, healthy),
    healthcheck,
    stop_signal: text(SIGNALS, "a signal such as SIGTERM"),
    stop_grace_period: scalar.duration,
    mem_limit: scalar.mebibytes,
    shm_size: scalar.mebibytes,
    cpus: scalar.cpus,
    pids_limit: integer(8, 32_768),
    cap_add: list(
      text(CAPABILITIES, "one of CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, NET_BIND_SERVICE, SETGID, SETUID"),
    ),
    cap_drop: only(["ALL"], "must be [ALL], which is so anyway"),
    read_only: only(true, "must be true, which is so anyway: write to volumes and tmpfs"),
    privileged: only(false, REFUSED["privileged"] ?? ""),
    init: only(false, "must be false: the program itself is process 1"),
    "x-berth": fields({ hosts, systemd: systemdFile }),
    restart: only("unless-stopped", "must be unless-stopped, which is so anyway"),
    security_opt: only(
      ["no-new-privileges:true"],
      "must be [no-new-privileges:true], which is so anyway; SELinux and seccomp stay on",
    ),
  },
  { required: ["build", "user", "healthcheck"], refused: REFUSED },
);

export type ServiceFile = NonNullable<Read<typeof serviceFile>>;
