import { faultsOf, SMALL, withLines } from "./compose-text";

const second = (lines: string): string =>
  SMALL.replace(
    "networks: { edge",
    `  other:\n    build: ./o\n    user: "2:2"\n    healthcheck: { test: [CMD, x] }\n    ${lines}\nnetworks: { edge`,
  );

test.each<[string, string, string[]]>([
  ["nothing", "", ["c.yaml:1: must have services"]],
  ["no service", "name: app\nservices: {}", ["c.yaml:2: services: must have at least one service"]],
  [
    "an unset variable, with where it can be set",
    withLines("environment: { A: '${NOPE}' }"),
    [
      "c.yaml:8: services.web.environment.A: the variable NOPE is not set: set it in .env beside the compose file, or with npx berth config set --path composeVariables.NAME VALUE",
    ],
  ],
  [
    "privileged",
    withLines("privileged: true"),
    [
      "c.yaml:8: services.web.privileged: is not taken: it would switch off SELinux and every other wall; name single capabilities with cap_add (got true)",
    ],
  ],
  [
    "the Docker socket",
    withLines('volumes: ["/var/run/docker.sock:/s"]'),
    [
      'c.yaml:8: services.web.volumes[0]: is not taken: who has the Docker socket owns the host; berth status and logs show its containers (got "/var/run/docker.sock")',
    ],
  ],
  [
    "the host's system",
    withLines('volumes: ["/etc:/host-etc:ro", "/:/host", "/proc:/p"]'),
    ["/etc", "/", "/proc"].map(
      (path, index) =>
        `c.yaml:8: services.web.volumes[${index}]: is not taken: the host's system stays outside; use a named volume, or a file of the project (got "${path}")`,
    ),
  ],
  [
    "the host's namespaces",
    withLines("pid: host\n    ipc: host\n    userns_mode: host"),
    [
      'c.yaml:8: services.web.pid: is not taken: it would open a namespace of the host; every container has its own (got "host")',
      'c.yaml:9: services.web.ipc: is not taken: it would open a namespace of the host; every container has its own: give shm_size (got "host")',
      'c.yaml:10: services.web.userns_mode: is not taken: it would open a namespace of the host; every container has its own (got "host")',
    ],
  ],
  [
    "devices",
    withLines("devices: [/dev/kvm]"),
    [
      'c.yaml:8: services.web.devices: is not taken: containers get no devices of the host, which has none of yours (got [{"source":"/dev/kvm","target":"/dev/kvm","permissions":"rwm…)',
    ],
  ],
  [
    "security switched off",
    withLines("security_opt: [label=disable, seccomp=unconfined]"),
    [
      'c.yaml:8: services.web.security_opt: is not taken: SELinux and seccomp stay on; name single capabilities with cap_add (got ["label=disable","seccomp=unconfined"])',
    ],
  ],
  [
    "capabilities over the host",
    withLines("cap_add: [ALL, CAP_SYS_ADMIN]"),
    ["ALL", "CAP_SYS_ADMIN"].map(
      (capability, index) =>
        `c.yaml:8: services.web.cap_add[${index}]: is not taken, it gives power over the host: one of AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, IPC_LOCK, KILL, LEASE, MKNOD, NET_ADMIN, NET_BIND_SERVICE, NET_BROADCAST, NET_RAW, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT, SYS_NICE (got "${capability}")`,
    ),
  ],
  [
    "a typing error",
    withLines("mem_limits: 5m"),
    [
      'c.yaml:8: services.web.mem_limits: is not a key of the Compose Specification at this place, did you mean mem_limit? (got "5m")',
    ],
  ],
  [
    "the host's own ports",
    withLines('ports: ["22:2222", "2375:1"]'),
    [
      "c.yaml:8: services.web.ports[0]: host port 22 is the host's own: publish another one",
      "c.yaml:8: services.web.ports[1]: host port 2375 is the host's own: publish another one",
    ],
  ],
  [
    "a host port of two services",
    second('ports: ["80:1"]\n    networks: [edge]').replace(
      "networks: [edge]\n    healthcheck",
      'networks: [edge]\n    ports: ["80:2"]\n    healthcheck',
    ),
    ["c.yaml:14: services.other.ports[0]: host port 80 is taken by service web"],
  ],
  [
    "ports without a way out",
    second('ports: ["80:1"]\n    networks: [inner]').replace("edge: {}", "edge: {}, inner: { internal: true }"),
    ['c.yaml:14: services.other.networks: must have one that is not internal, the service has ports (got ["inner"])'],
  ],
  [
    "a file that there is not",
    withLines("volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']\n    env_file: missing.env").replace(
      "./web",
      "./web",
    ),
    ['c.yaml:9: services.web.env_file[0]: there is no such file (got "/app/missing.env")'],
  ],
  [
    "a build from an address",
    withLines("hostname: h").replace("./web", "https://example.org/a.git"),
    [
      'c.yaml:5: services.web.build.context: is not taken: check it out beside the compose file, a build reads folders here (got "https://example.org/a.git")',
    ],
  ],
  [
    "more memory than the host has",
    withLines("mem_limit: 900m"),
    [
      "c.yaml:3: services: mem_limit of all services is 900 MiB, the host has 1024 MiB and keeps 256 for itself: lower them or raise memoryMiB",
    ],
  ],
  [
    "a bad x-berth key",
    withLines("x-berth: { hosts: [1, 1], host: 2 }"),
    [
      "c.yaml:8: services.web.x-berth.hosts[1]: must not be listed twice (got 1)",
      "c.yaml:8: services.web.x-berth.host: is not a key known here, did you mean hosts? (got 2)",
    ],
  ],
])("%s is refused, with what to do instead", (_what, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});
