import { faultsOf, SMALL, withLines } from "./compose-text";

const second = (lines: string): string =>
  SMALL.replace(
    "networks: { edge",
    `  other:\n    build: ./o\n    user: "2:2"\n    healthcheck: { test: [CMD, x] }\n    ${lines}\nnetworks: { edge`,
  );

test.each<[string, string, string[]]>([
  ["nothing", "", ["c.yaml: must be a mapping (got null)"]],
  ["a list", "- a", ['c.yaml:1: must be a mapping (got ["a"])']],
  ["tabs", "name: app\nservices:\n\tweb: {}\n", ["c.yaml:3: Tabs are not allowed as indentation"]],
  [
    "a byte order mark",
    `\uFEFF${SMALL}`,
    ["c.yaml: must not begin with a byte order mark: save it as UTF-8 without BOM"],
  ],
  ["a zero byte", "name: a\u0000b", ["c.yaml: must be text, it holds a zero byte"]],
  ["a large file", `#${"x".repeat(300_000)}`, ["c.yaml: must be at most 256 KiB"]],
  ["a key twice", "name: app\nname: app\nservices: {}", ["c.yaml:2: Map keys must be unique"]],
  ["no service", "name: app\nservices: {}", ["c.yaml:2: services: must have at least one service"]],
  [
    "an unset variable",
    withLines("environment: { A: '${NOPE}' }"),
    ["c.yaml:8: services.web.environment.A: variable NOPE is not set: set it or write ${NOPE:-default}"],
  ],
  [
    "an unset variable with a reason",
    withLines("environment: { A: '${NOPE:?ask Ann}' }"),
    ["c.yaml:8: services.web.environment.A: variable NOPE is not set: ask Ann"],
  ],
  [
    "a lone dollar sign",
    withLines("environment: { A: '5$' }"),
    ['c.yaml:8: services.web.environment.A: write $$ for a dollar sign, or ${NAME}, ${NAME:-default} (got "5$")'],
  ],
  [
    "YAML that is no text",
    withLines("environment: { A: 08, B: yes, C: 1e3, D: true, 'A=B': x }"),
    [
      "c.yaml:8: services.web.environment.A: must be text in quotes, at most 4096 characters (got 8)",
      "c.yaml:8: services.web.environment.C: must be text in quotes, at most 4096 characters (got 1000)",
      "c.yaml:8: services.web.environment.D: must be text in quotes, at most 4096 characters (got true)",
      "c.yaml:8: services.web.environment.A=B: name must be letters, digits and _, not beginning with a digit",
    ],
  ],
  [
    "privileged",
    withLines("privileged: true"),
    [
      "c.yaml:8: services.web.privileged: it would switch off SELinux and every other wall; ask for single capabilities with cap_add (got true)",
    ],
  ],
  [
    "the Docker socket",
    withLines('volumes: ["/var/run/docker.sock:/s"]'),
    [
      'c.yaml:8: services.web.volumes[0]: must be a named volume: the host\'s files, its Docker socket too, stay outside (got "/var/run/docker.sock:/s")',
    ],
  ],
  [
    "the host's namespaces",
    withLines("network_mode: host\n    pid: host"),
    [
      'c.yaml:8: services.web.network_mode: is not supported: every container has its own namespaces, this would open one to the host (got "host")',
      'c.yaml:9: services.web.pid: is not supported: every container has its own namespaces, this would open one to the host (got "host")',
    ],
  ],
  [
    "security switched off",
    withLines("security_opt: [label=disable, seccomp=unconfined]"),
    [
      'c.yaml:8: services.web.security_opt: must be [no-new-privileges:true], which is so anyway; SELinux and seccomp stay on (got ["label=disable","seccomp=unconfined"])',
    ],
  ],
  [
    "great capabilities",
    withLines("cap_add: [ALL, SYS_ADMIN]"),
    [
      'c.yaml:8: services.web.cap_add[0]: must be one of CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, NET_BIND_SERVICE, SETGID, SETUID (got "ALL")',
      'c.yaml:8: services.web.cap_add[1]: must be one of CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, NET_BIND_SERVICE, SETGID, SETUID (got "SYS_ADMIN")',
    ],
  ],
  [
    "a capability that would do nothing",
    withLines("cap_add: [CHOWN]"),
    ['c.yaml:8: services.web.cap_add: has no effect for user 10001:10001: a capability needs user 0 (got ["CHOWN"])'],
  ],
  [
    "a writable root",
    withLines("read_only: false"),
    ["c.yaml:8: services.web.read_only: must be true, which is so anyway: write to volumes and tmpfs (got false)"],
  ],
  [
    "a typing error",
    withLines("mem_limits: 5m"),
    ['c.yaml:8: services.web.mem_limits: is not a key known here, did you mean mem_limit? (got "5m")'],
  ],
  [
    "a key that would be half honoured",
    withLines("deploy: { replicas: 2 }"),
    [
      'c.yaml:8: services.web.deploy: is not supported: give mem_limit, cpus and pids_limit; where a service runs is x-berth: { hosts: [1] } (got {"replicas":2})',
    ],
  ],
  [
    "bad numbers",
    withLines("mem_limit: 512\n    cpus: 0\n    pids_limit: -1\n    stop_grace_period: '30'"),
    [
      'c.yaml:8: services.web.mem_limit: must be whole mebibytes with a unit such as "256m" or "1g", from 8m to 1024g (got 512)',
      "c.yaml:9: services.web.cpus: must be a number from 0.1 to 64 (got 0)",
      "c.yaml:10: services.web.pids_limit: must be an integer from 8 to 32768 (got -1)",
      'c.yaml:11: services.web.stop_grace_period: must be a duration from 100ms to 168h such as "1m30s" (got "30")',
    ],
  ],
  [
    "bad ports",
    withLines('ports: [80, "0:1", "22:2222", "1-2:3", "70000:1", "8:8", "8:9"]'),
    [
      'c.yaml:8: services.web.ports[0]: must be "host:container" in quotes, two ports from 1 to 65535; not 22, 2375, 2376 on the host (got 80)',
      ...["0:1", "22:2222", "1-2:3", "70000:1"].map(
        (port, index) =>
          `c.yaml:8: services.web.ports[${index + 1}]: must be "host:container" in quotes, two ports from 1 to 65535; not 22, 2375, 2376 on the host (got "${port}")`,
      ),
      'c.yaml:8: services.web.ports[6]: must not be listed twice (got "8:9")',
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
    second('ports: ["80:1"]'),
    ["c.yaml:10: services.other.networks: must have one that is not internal, the service has ports (got [])"],
  ],
  [
    "one user for two services",
    second("stop_signal: SIGKILL").replace('"2:2"', '"10001:5"'),
    [
      "c.yaml:11: services.other.user: must differ from that of service web: pids_limit counts a user's processes",
      'c.yaml:13: services.other.stop_signal: must be a signal such as SIGTERM (got "SIGKILL")',
    ],
  ],
  [
    "bad mounts",
    withLines('tmpfs: ["/proc", "relative", "/a/../b", "/run/secrets", "/tmp:exec"]'),
    ["/proc", "relative", "/a/../b", "/run/secrets", "/tmp:exec"].map(
      (mount, index) =>
        `c.yaml:8: services.web.tmpfs[${index}]: must be "/path" or "/path:size=8m,mode=0700,uid=1,gid=1" (got "${mount}")`,
    ),
  ],
  [
    "what is not declared",
    withLines(
      "volumes: [data:/data]\n    secrets: [token]\n    depends_on: { db: { condition: service_healthy } }",
    ).replace("[edge]", "[edge, inner]"),
    [
      'c.yaml:7: services.web.networks[1]: must be declared in networks (got "inner")',
      'c.yaml:8: services.web.volumes[0]: must be declared in volumes (got "data")',
      'c.yaml:9: services.web.secrets[0]: must be declared in secrets (got "token")',
      "c.yaml:10: services.web.depends_on.db: must be a service of this file",
    ],
  ],
  [
    "itself as a dependency",
    withLines("depends_on: { web: { condition: service_healthy } }"),
    ["c.yaml:8: services.web.depends_on.web: must not lead back: web → web"],
  ],
  [
    "a cycle",
    second("depends_on: { web: { condition: service_healthy } }").replace(
      "[edge]\n",
      "[edge]\n    depends_on: { other: { condition: service_healthy } }\n",
    ),
    ["c.yaml:14: services.other.depends_on.web: must not lead back: web → other → web"],
  ],
  [
    "a dependency that only runs",
    second("depends_on: { web: { condition: service_started } }"),
    [
      'c.yaml:13: services.other.depends_on.web.condition: must be service_healthy: what runs but can\'t answer yet is no help (got "service_started")',
    ],
  ],
  [
    "no health check, no user, no build",
    "name: app\nservices: { web: {} }",
    [
      "c.yaml:2: services.web.build: must be given",
      "c.yaml:2: services.web.user: must be given",
      "c.yaml:2: services.web.healthcheck: must be given",
    ],
  ],
  [
    "a health check that checks nothing",
    SMALL.replace('[CMD, "true"]', "[NONE]").replace("test:", "disable: true, interval: 1s, timeout: 2s, test:"),
    [
      "c.yaml:8: services.web.healthcheck.disable: must not be disabled: a new version goes live when it is healthy (got true)",
      'c.yaml:8: services.web.healthcheck.test: must be a list that begins with "CMD" or "CMD-SHELL" and names a command (got ["NONE"])',
      "c.yaml:8: services.web.healthcheck.timeout: must not be longer than interval",
    ],
  ],
  [
    "bad names",
    SMALL.replace("  web:", "  Web_1:").replace("name: app", "name: a"),
    [
      'c.yaml:2: name: must be 2 to 40 of a-z, 0-9 and hyphens, beginning with a letter (got "a")',
      "c.yaml:5: services.Web_1: name must be 2 to 40 of a-z, 0-9 and hyphens, beginning with a letter",
    ],
  ],
  [
    "a user by name",
    SMALL.replace('"10001:10001"', "root"),
    ['c.yaml:6: services.web.user: must be numbers "uid:gid" such as "10001:10001" (got "root")'],
  ],
  [
    "a folder above",
    SMALL.replace("./web", "../../etc"),
    ['c.yaml:5: services.web.build: must be a folder below the compose file such as "./api" (got "../../etc")'],
  ],
  [
    "a secret in a file",
    `${SMALL}secrets: { token: { file: ./token } }`,
    [
      "c.yaml:10: secrets.token.x-berth: must be given",
      'c.yaml:10: secrets.token.file: is not supported: a secret is made by the program: x-berth: { generate: { length: 32 } } (got "./token")',
    ],
  ],
  [
    "more memory than the host has",
    withLines("mem_limit: 2g"),
    [
      "c.yaml:4: services: mem_limit of all services is 2048 MiB, the host has 1024 MiB and keeps 256 for itself: lower them or raise memoryMiB",
    ],
  ],
  [
    "an old file",
    `version: "3"\n${SMALL}`,
    ['c.yaml:1: version: is not supported: it is obsolete in Compose, remove it (got "3")'],
  ],
])("refuses %s and says where and why", (_what, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});

test("refuses a bomb of anchors before it unfolds", () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `a${level}: &a${level} [${Array(10)
        .fill(level === 0 ? "x" : `*a${level - 1}`)
        .join(", ")}]`,
  );
  expect(faultsOf(levels.join("\n"))).toEqual([
    "c.yaml:1: Excessive alias count indicates a resource exhaustion attack",
  ]);
});
