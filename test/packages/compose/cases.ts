/** A small project; `compose.override.yaml` is a second file over the first. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

const one = (text: string, variables?: Readonly<Record<string, string>>): Case => ({
  files: { "compose.yaml": text },
  ...(variables === undefined ? {} : { variables }),
});
const web = (lines: string, more = "", variables?: Readonly<Record<string, string>>): Case =>
  one(
    `services:\n  web:\n    image: nginx:1\n${lines
      .trim()
      .split("\n")
      .map((line) => `    ${line}\n`)
      .join("")}${more}`,
    variables,
  );
const over = (base: string, override: string, variables?: Readonly<Record<string, string>>): Case => ({
  files: { "compose.yaml": `services:\n  web:\n    image: a\n${base}`, "compose.override.yaml": override },
  ...(variables === undefined ? {} : { variables }),
});

/** What recorded.json has compose-go's answer to; record-cases.sh writes it. */
export const cases: Readonly<Record<string, Case>> = {
  smallest: one("services: { web: { image: nginx } }"),
  "version and extensions": one(
    'version: "3.8"\nx-top: { a: 1 }\nservices:\n  web: { image: nginx, x-mine: [1], build: { context: ., x-b: 1 } }\n',
  ),
  "a name of its own": one("name: My_Shop.1\nservices: { web: { image: nginx } }"),
  "anchors and merge keys": one(
    "x-base: &base { image: a, environment: { A: 1, B: 2 }, restart: always }\nx-two: &two { image: b, hostname: h }\nservices:\n  one: { <<: *base, image: c }\n  two: { <<: [*base, *two], environment: { <<: { A: 9 }, C: 3 } }\n",
  ),
  "a merge of nothing": one("services: { web: { <<: 5, image: a } }"),
  "two documents": one(
    "services: { web: { image: a, environment: [A=1] } }\n---\nservices: { web: { environment: [B=2] } }\n",
  ),
  "an empty file": one("# nothing\n"),
  "a list as a file": one("- a\n"),
  "a key twice": one("services: { web: { image: a, image: b } }"),
  "numbers of every spelling": web(
    "environment: { OCT: 0644, O: 0o17, HEX: 0x1F, BIN: 0b11, GROUPED: 1_000, EXP: 1e3, BIG: 1e6, FRAC: 1.10, NEG: -3, YES: yes, ON: on, T: True, N: ~, Z: 08, COLON: 1:30, EMPTY: '' , NO: null}",
  ),
  "names of an object's prototype": web(
    "environment: { constructor: a, __proto__: b, toString: c }\nlabels: [__proto__=x]",
  ),
  "environment as a list": web("environment: [A=1, B, 'C=', 'D=x=y', A=2]", "", { B: "from outside" }),
  "environment with a space before =": web("environment: ['A =1']"),
  "commands as text": web(`command: sh -c "echo 'a b' && sleep 1" x\\ y\nentrypoint: /bin/sh -c 'exec "$$0"'`),
  "a command ends at an operator": web("command: nginx -g daemon off; echo hi"),
  "a command's open quote": web(`command: "sh -c 'x"`),
  "an empty command": web("command: []\nentrypoint: ''"),
  "a command of nothing": web("command:\nentrypoint: null"),
  "short ports": web(
    'ports: [80, "81:80", "127.0.0.1:82:80", "83:80/udp", "90-92:90-92", "8000-8010:80", "[::1]:84:80", "0:85", "127.0.0.1::86", "80/tcp"]',
  ),
  "long ports": web(
    "ports:\n  - { target: 80, published: 8080, protocol: udp, host_ip: 127.0.0.1, mode: host, name: x, app_protocol: http }\n  - { target: '81', published: '81-82' }\n  - target: 82",
  ),
  "ports twice": web('ports: ["80:80", "80:80/tcp", "81:80"]'),
  "ports of two lengths": web('ports: ["80-82:90-91"]'),
  "a port too high": web('ports: ["70000:80"]'),
  "a port of a wrong protocol": web('ports: ["80:80/icmp"]'),
  "a port without a container": web('ports: ["80:"]'),
  "a port's bad address": web('ports: ["999.1.1.1:80:80"]'),
  "short volumes": web(
    'volumes: ["data:/data", "/anonymous/", "./conf:/etc/conf:ro", "/srv/x:/x:rw,z", "data2:/d2:nocopy", "/host:/h:ro,rslave", "./s/../up:/up/../up2"]',
    "volumes: { data: , data2: { driver: local, labels: [a=b], name: named } }\n",
  ),
  "long volumes": web(
    "volumes:\n  - { type: volume, source: data, target: /data/, read_only: true, volume: { nocopy: true, subpath: a } }\n  - { type: bind, source: ./x, target: /x, bind: { propagation: rslave, selinux: Z, create_host_path: false } }\n  - { type: tmpfs, target: /t, tmpfs: { size: 10m, mode: 0700 } }\n  - { type: tmpfs, target: /t2, tmpfs: { size: 1024 } }",
    "volumes: { data: {} }\n",
  ),
  "a volume that is not declared": web("volumes: ['data:/data']"),
  "an empty part in a volume": web("volumes: [':/data']"),
  "too many parts in a volume": web("volumes: ['a:/b:ro:x']"),
  "two mounts at one place": web("volumes: ['a:/data', 'b:/data']\ntmpfs: [/data]", "volumes: { a: , b: }\n"),
  "a bound volume": web(
    "volumes: ['data:/data']",
    "volumes: { data: { driver: local, driver_opts: { type: none, o: bind, device: ./here } } }\n",
  ),
  "depends_on as a list": one("services: { a: { image: x, depends_on: [b] }, b: { image: y } }"),
  "depends_on as a mapping": one(
    "services:\n  a: { image: x, depends_on: { b: { condition: service_healthy, restart: true }, c: { condition: service_completed_successfully, required: false } } }\n  b: { image: y }\n  c: { image: z }\n",
  ),
  "depends_on without a condition": one("services: { a: { image: x, depends_on: { b: {} } }, b: { image: y } }"),
  "depends_on what there is not": one("services: { a: { image: x, depends_on: [b] } }"),
  "a cycle": one("services: { a: { image: x, depends_on: [b] }, b: { image: y, depends_on: [a] } }"),
  "links and shared namespaces": one(
    "services:\n  a: { image: x, links: ['b:alias'], volumes_from: ['c:ro'] }\n  b: { image: y, network_mode: 'service:c' }\n  c: { image: z, pid: 'service:d' }\n  d: { image: w }\n",
  ),
  "networks as a list": web("networks: [one, default]", "networks: { one: { internal: 'true', driver: bridge } }\n"),
  "networks with aliases": web(
    "networks: { one: { aliases: [x, y, x], ipv4_address: 10.1.0.5, priority: 5 }, two: }",
    "networks: { one: { ipam: { driver: default, config: [{ subnet: 10.1.0.0/16, gateway: 10.1.0.1 }] }, enable_ipv6: false }, two: { external: true } }\n",
  ),
  "no networks": web("networks: {}"),
  "a network that is not declared": web("networks: [nope]"),
  network_mode: web("network_mode: none"),
  "network_mode beside networks": web("network_mode: host\nnetworks: [default]"),
  "external with a name": one(
    "services: { web: { image: a, networks: [n], volumes: ['v:/v'] } }\nnetworks: { n: { external: { name: real } } }\nvolumes: { v: { external: true } }\n",
  ),
  "a health check as text": web(
    "healthcheck: { test: curl -f http://localhost || exit 1, interval: 1m30s, retries: 3, start_period: 0s }",
  ),
  "no health check": web("healthcheck: { test: [NONE] }"),
  "a health check switched off": web("healthcheck: { disable: true, timeout: 1.5s }"),
  "a health check of a wrong kind": web("healthcheck: { test: [curl, x] }"),
  "a duration without a unit": web("stop_grace_period: '30'"),
  "env_file of every form": web("env_file: [a.env, { path: b.env, required: false, format: raw }]"),
  "env_file as text": web("env_file: .env.prod"),
  "secrets and configs": web(
    "secrets: [one, { source: two, target: /etc/two, uid: '103', gid: '104', mode: 0440 }]\nconfigs: [c1, { source: c2, target: /etc/c2.conf, mode: '0400' }]",
    "secrets: { one: { file: ./one.txt }, two: { environment: TWO } }\nconfigs: { c1: { content: 'hello $${NOT}' }, c2: { file: ./c2.conf } }\n",
  ),
  "a secret of two sources": web("secrets: [s]", "secrets: { s: { file: a, environment: B } }\n"),
  "a secret that is not declared": web("secrets: [s]"),
  limits: web(
    "mem_limit: 1.5g\nmem_reservation: 256mb\nmemswap_limit: -1\nshm_size: 64m\ncpus: '0.5'\npids_limit: '100'\noom_score_adj: -500\nulimits: { nofile: { soft: 1024, hard: 2048 }, nproc: 65535 }",
  ),
  "a size of a wrong unit": web("mem_limit: 5x"),
  deploy: web(
    "deploy:\n  mode: replicated\n  replicas: 2\n  labels: [a=b]\n  resources: { limits: { cpus: '0.50', memory: 50M, pids: 10 }, reservations: { memory: 20M, devices: [{ capabilities: [gpu], driver: nvidia, count: all }] } }\n  restart_policy: { condition: on-failure, delay: 5s, max_attempts: 3, window: 120s }\n  update_config: { parallelism: 2, delay: 10s, order: start-first, max_failure_ratio: 0.1 }\n  placement: { constraints: ['node.role==manager'] }",
  ),
  "deploy of nothing": web("deploy:"),
  "scale and replicas": web("scale: 2\ndeploy: { replicas: 3 }"),
  scale: web("scale: 2\ndeploy: {}"),
  "scale of one name": web("scale: 2\ncontainer_name: abc"),
  "build as text": one("services: { web: { build: ./app } }"),
  build: web(
    "build:\n  context: ./app\n  args: [A=1, B, C]\n  target: prod\n  dockerfile_inline: |\n    FROM a\n  additional_contexts: [x=./x, y=docker-image://y]\n  secrets: [s, { source: s, target: t }]\n  labels: { l: 1 }\n  cache_from: [z]\n  tags: [t]\n  platforms: [linux/amd64]\n  shm_size: 1g\n  extra_hosts: ['h:1.2.3.4']\n  no_cache: 'yes'",
    "secrets: { s: { environment: S } }\n",
    { B: "b" },
  ),
  "a build with two Dockerfiles": web("build: { dockerfile: D, dockerfile_inline: FROM a }"),
  "a build of an address": one("services: { web: { build: 'https://example.org/a.git#main:sub' } }"),
  "neither image nor build": one("services: { web: { command: x } }"),
  "extra hosts of every form": web(
    "extra_hosts: ['a:1.2.3.4', 'b=[::1]', 'a=5.6.7.8', 'host.docker.internal:host-gateway']",
  ),
  "extra hosts as a mapping": web("extra_hosts: { a: 1.2.3.4, b: ['::1', 1.1.1.1] }"),
  "extra hosts without an address": web("extra_hosts: [a]"),
  "labels of every form": web(
    "labels: { a: 1, b: true, c: , d: 1.50 }\nsysctls: [net.core.somaxconn=1024]\nannotations: { x: y }",
  ),
  logging: web("logging: { driver: json-file, options: { max-size: 10m, max-file: 3 } }"),
  "single texts as lists": web("dns: 1.1.1.1\ndns_search: example.org\ntmpfs: /tmp:size=1m\nenv_file: []"),
  "small keys": web(
    "hostname: h\ndomainname: d\ncontainer_name: c_1\nuser: '1000:1000'\nworking_dir: /w\nread_only: 'true'\ninit: true\nprivileged: 'no'\ntty: on\nstdin_open: true\nstop_signal: SIGINT\nstop_grace_period: 1m\nrestart: unless-stopped\nplatform: linux/arm64\npull_policy: if_not_present\ncap_add: [NET_ADMIN, NET_ADMIN]\ncap_drop: [ALL]\nsecurity_opt: ['no-new-privileges:true']\ngroup_add: [100, video]\ndevices: ['/dev/a:/dev/b:r', /dev/c]\nexpose: [80, '81/udp']\nmac_address: 02:42:ac:11:65:43\nipc: private\nuserns_mode: host\nruntime: nvidia\ngpus: all\nattach: false",
  ),
  "a boolean that is neither": web("privileged: maybe"),
  "an unknown key": web("memlimit: 5m"),
  "an unknown key at the top": one("services: { web: { image: a } }\nservice: {}"),
  "a name that can't be": one("services: { 'a b': { image: a } }"),
  "a number for a text": web("hostname: 5"),
  "nothing for a list": web("ports:"),
  profiles: one(
    "services:\n  web: { image: a, depends_on: { debug: { condition: service_started, required: false } } }\n  debug: { image: b, profiles: [debug] }\n",
  ),
  "a needed service of a profile": one(
    "services: { web: { image: a, depends_on: [d] }, d: { image: b, profiles: [x] } }",
  ),
  "variables with every operator": web(
    "environment:\n  A: '${SET}|${EMPTY}|${NOT}|$SET|$$SET|$1|5$'\n  B: '${SET:-d}|${EMPTY:-d}|${NOT:-d}|${SET-d}|${EMPTY-d}|${NOT-d}'\n  C: '${SET:+a}|${EMPTY:+a}|${NOT:+a}|${SET+a}|${EMPTY+a}|${NOT+a}'\n  D: '${NOT:-${EMPTY:-${SET}}}|${NOT:-a$$b}|${SET:?no}|${EMPTY?no}'\n  E: '${NOT:-x-y:-z}|${NOT:-}|${NOT:-$SET}'",
    "",
    { SET: "s", EMPTY: "" },
  ),
  "a variable that must be set": web("environment: { A: '${NOT:?because}' }"),
  "a variable that must not be empty": web("environment: { A: '${EMPTY:?}' }", "", { EMPTY: "" }),
  "a broken variable": web("environment: { A: '${}' }"),
  "an open brace": web("environment: { A: '${X' }"),
  "casts after variables": web(
    "read_only: ${RO:-true}\npids_limit: ${P:-5}\nports: ['${PORT:-80}:80']\nhealthcheck: { retries: '${R:-2}', disable: '${D:-no}' }\ndeploy: { replicas: '${N:-2}' }",
  ),
  "a cast of no number": web("pids_limit: ${P:-many}"),
  "an override of everything": over(
    "    environment: { A: 1, B: 2 }\n    ports: ['80:80', '81:81']\n    volumes: ['data:/data', './a:/a']\n    command: [x, y]\n    labels: [l=1]\n    depends_on: { db: { condition: service_healthy, required: false } }\n    cap_add: [CHOWN]\n    dns: 1.1.1.1\n    tmpfs: /tmp\n    logging: { driver: json-file, options: { a: b } }\n    healthcheck: { test: [CMD, a], interval: 5s }\n    networks: [one]\n    build: ./app\n    ulimits: { nofile: 5 }\n    env_file: a.env\n    expose: ['1']\n    extra_hosts: ['h:1.1.1.1']\n    secrets: [s]\n  db: { image: b }\nvolumes: { data: }\nnetworks: { one: }\nsecrets: { s: { file: ./s } }\n",
    "services:\n  web:\n    image: over\n    environment: [B=3, C]\n    ports: ['80:80', '82:82']\n    volumes: ['other:/data', './b:/b']\n    command: z\n    labels: { l: 2, m: 3 }\n    depends_on: [db]\n    cap_add: [CHOWN, KILL]\n    dns: [1.1.1.1, 8.8.8.8]\n    tmpfs: [/run]\n    logging: { options: { c: d } }\n    healthcheck: { test: b }\n    networks: { one: { aliases: [x] }, two: }\n    build: { target: t }\n    ulimits: { nofile: { soft: 1, hard: 2 } }\n    env_file: [a.env, b.env]\n    expose: [1, 2]\n    extra_hosts: ['h:2.2.2.2']\n    secrets: [{ source: s, target: /s2 }]\nvolumes: { other: }\nnetworks: { two: }\n",
    { C: "c" },
  ),
  "reset and override tags": over(
    "    ports: ['80:80']\n    environment: { A: 1, B: 2 }\n    command: x\n    volumes: ['a:/a']\n    healthcheck: { test: [CMD, a] }\nvolumes: { a: , b: }\n",
    "services:\n  web:\n    ports: !override ['81:81']\n    environment: { A: !reset null }\n    volumes: !reset []\n    healthcheck: !override { interval: 5s }\nvolumes: { b: !reset }\n",
  ),
  "a logging driver over another": over(
    "    logging: { driver: json-file, options: { a: b } }\n",
    "services: { web: { logging: { driver: syslog, options: { c: d } } } }\n",
  ),
  "nothing over something": over("    environment: [A=1]\n    hostname: h\n", "services: { web: }\n"),
  "an override of another kind": over("    ports: ['80:80']\n", "services: { web: { ports: { a: b } } }\n"),
  "extends in the file": one(
    "services:\n  base: { image: a, environment: { A: 1, B: 1 }, ports: ['80:80'], profiles: [never], command: x }\n  mid: { extends: base, environment: [B=2], profiles: [never] }\n  web: { extends: { service: mid }, image: c, environment: { C: 3 } }\n",
  ),
  "extends what there is not": one("services: { web: { extends: nope, image: a } }"),
  "extends in a circle": one("services: { a: { extends: b, image: a }, b: { extends: a, image: b } }"),
  "extends from a file": {
    files: {
      "compose.yaml": "services: { web: { extends: { file: sub/base.yaml, service: base }, hostname: h } }\n",
      "sub/base.yaml":
        "services:\n  base: { extends: deeper, build: ./ctx, env_file: ./e.env, volumes: ['./d:/d', '${V:-named}:/n'] }\n  deeper: { image: a, labels: [x=y] }\n",
    },
    variables: { V: "/abs" },
  },
  include: {
    files: {
      "compose.yaml":
        "include: [sub/compose.yaml, { path: [other/a.yaml, other/b.yaml], project_directory: ., env_file: other/x.env }]\nservices: { web: { image: a, depends_on: [db] } }\n",
      "sub/compose.yaml":
        "services: { db: { image: '${IMAGE}', volumes: ['./data:/data', 'keep:/keep'] } }\nvolumes: { keep: }\n",
      "sub/.env": "IMAGE=from-sub\n",
      "other/a.yaml": "services: { job: { image: '${IMAGE}', build: ./j } }\n",
      "other/b.yaml": "services: { job: { environment: { X: '${X:-none}' } } }\n",
      "other/x.env": "IMAGE=from-other\nX=1\n",
    },
  },
  "include in a circle": {
    files: {
      "compose.yaml": "include: [a.yaml]\nservices: { web: { image: a } }\n",
      "a.yaml": "include: [compose.yaml]\n",
    },
  },
  "include what there is not": one("include: [nope.yaml]\nservices: { web: { image: a } }\n"),
};
