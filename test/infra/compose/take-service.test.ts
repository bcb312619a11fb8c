import { notDeployedBy } from "../../../infra/compose/not-deployed";
import { parseCompose } from "../../../infra/compose/parse-compose";
import type { ComposeModel, ServiceModel } from "../../../infra/compose/service-model";
import { DEFAULT_CAPABILITIES } from "../../../infra/compose/take-capabilities";
import { everyFolder, source } from "./compose-text";

const files = {
  readFile: (path: string) => (path === "/app/a.env" ? "A=file\nB=file\n" : undefined),
  kindOf: (path: string) =>
    path.endsWith("nginx.conf") ? "file" : path.includes("given") ? undefined : everyFolder.kindOf(path),
};
const model = (text: string): ComposeModel => parseCompose(source(text, { projectFiles: files }));
const web = (lines: string, more = ""): ServiceModel | undefined =>
  model(`services:\n  web:\n    image: nginx:1\n    ${lines}\n${more}`).services.at(-1);

test("an image as it is: its own user, check and signals, Docker's capabilities without those that reach further", () => {
  expect(model("services: { web: { image: 'nginx:1' } }")).toEqual({
    name: "app",
    services: [
      {
        name: "web",
        hosts: [1],
        image: { reference: "nginx:1" },
        environment: {},
        secrets: [],
        networks: ["default"],
        ports: [],
        volumes: [],
        tmpfs: [],
        dependsOn: [],
        stopGraceSeconds: 10,
        memoryMiB: 512,
        shmMiB: 64,
        cpus: 1,
        pids: 512,
        capabilities: [
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "NET_BIND_SERVICE",
          "SETGID",
          "SETPCAP",
          "SETUID",
        ],
        writableRoot: true,
      },
    ],
    networks: [{ name: "default", internal: false }],
    volumes: [],
    secrets: [],
    notices: [],
  });
});

test.each<[string, string, Partial<ServiceModel>]>([
  [
    "drops and adds capabilities",
    "cap_drop: [ALL]\n    cap_add: [CAP_CHOWN, net_raw]",
    { capabilities: ["CHOWN", "NET_RAW"] },
  ],
  [
    "ports of every kind",
    'ports: ["127.0.0.1:80:8080/udp", "90-91:90-91"]',
    {
      ports: [
        { host: 80, container: 8080, protocol: "udp", hostIp: "127.0.0.1" },
        { host: 90, container: 90 },
        { host: 91, container: 91 },
      ],
    },
  ],
  [
    "reads env files under the environment",
    "env_file: a.env\n    environment: { B: own }",
    { environment: { A: "file", B: "own" } },
  ],
  [
    "files of the project",
    "volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']",
    { files: [{ source: "nginx.conf", target: "/etc/nginx/nginx.conf" }] },
  ],
  [
    "folders of the data disk",
    "volumes: ['./given:/data', '/srv/given:/srv:ro']",
    {
      folderMounts: [
        { folder: "given", target: "/data", readOnly: false },
        { folder: "srv-given-50374c", target: "/srv", readOnly: true },
      ],
    },
  ],
  [
    "a volume without a name",
    "volumes: [/var/lib/x]",
    { volumes: [{ volume: "web-var-lib-x", target: "/var/lib/x", readOnly: false }] },
  ],
  [
    "tmpfs with its options",
    "tmpfs: '/tmp:size=8m,mode=0700,rw'",
    { tmpfs: [{ target: "/tmp", options: ["size=8m", "mode=0700"] }] },
  ],
  ["the container's name as a further one", "container_name: shop", { aliases: { default: ["shop"] } }],
  ["no network", "network_mode: none", { networks: [] }],
  [
    "limits of deploy",
    "deploy: { resources: { limits: { cpus: '0.5', memory: 500M, pids: 50 } } }",
    { cpus: 0.5, memoryMiB: 500, pids: 50 },
  ],
  [
    "a check switched off",
    "healthcheck: { disable: true }",
    {
      healthcheck: {
        test: ["NONE"],
        intervalMs: 30_000,
        timeoutMs: 5_000,
        startPeriodMs: 30_000,
        startIntervalMs: 1_000,
        retries: 3,
      },
    },
  ],
  ["a job", "restart: on-failure:3", { restart: "on-failure", restartRetries: 3 }],
  [
    "what its own keys say",
    "init: true\n    hostname: h\n    labels: [a=b]\n    user: node\n    read_only: true",
    { init: true, hostname: "h", labels: { a: "b" }, user: "node", capabilities: [] },
  ],
  ["root in another form is root", 'user: "00:0"', { user: "0:0", capabilities: [...DEFAULT_CAPABILITIES].sort() }],
  ["numbers in their plain form", 'user: "00001:010"\n    group_add: ["007"]', { user: "1:10", groups: ["7"] }],
])("%s", (_what, lines, expected) => {
  expect(web(lines)).toMatchObject(expected);
});

test("an ephemeral port stays the same, and a notice names it", () => {
  const { services, notices } = model("services: { web: { image: a, ports: ['80'] } }");
  const [port] = services[0]?.ports ?? [];
  expect(port).toEqual({ host: port?.host, container: 80, chosen: true });
  expect(notices).toEqual([`c.yaml:1: services.web.ports[0]: is open on ${port?.host}, which is chosen here`]);
  expect(model("services: { web: { image: b, ports: ['80'] } }").services[0]?.ports).toEqual([port]);
});

test("an option of a tmpfs that is not known is left out with a notice, and a value of another form is a fault", () => {
  const { services, notices } = model("services: { web: { image: a, tmpfs: ['/tmp:siz=8m,exec,suid,noexec'] } }");
  expect(services[0]?.tmpfs).toEqual([{ target: "/tmp", options: ["exec"] }]);
  const known = "options are size, nr_inodes, mode, uid, gid, exec";
  expect(notices).toEqual([
    `c.yaml:1: services.web.tmpfs[0]: is mounted without siz=8m; ${known}`,
    `c.yaml:1: services.web.tmpfs[0]: is mounted without suid; ${known}`,
  ]);
  const wrong = "services: { web: { image: a, tmpfs: ['/tmp:size=8mb,mode=999'] } }";
  expect(messageOf(() => model(wrong))).toBe(
    [
      `c.yaml:1: services.web.tmpfs[0]: option size must have a value such as size=64m or mode=1777 (got "size=8mb")`,
      `c.yaml:1: services.web.tmpfs[0]: option mode must have a value such as size=64m or mode=1777 (got "mode=999")`,
    ].join("\n"),
  );
});

test("times of a check without a test leave the image's own, with a notice", () => {
  const { services, notices } = model("services: { web: { image: a, healthcheck: { interval: 5s } } }");
  expect(services[0]).not.toHaveProperty("healthcheck");
  expect(notices).toEqual([
    "c.yaml:1: services.web.healthcheck: has no test: the image's own check is used with its own times; give the test as well to change them",
  ]);
});

test("services of names that differ only in capitals and signs live together", () => {
  const names = ["a-b", "a_b", "A_b", "build", "x".repeat(90)];
  const text = `services: { ${names.map((name) => `${name}: { build: ./a }`).join(", ")} }`;
  const parse = (runtime: "containers" | "vms") => () =>
    parseCompose(source(text, { memoryMiB: 4096, notDeployed: notDeployedBy(runtime) }));
  expect(parse("containers")().services.map(({ name }) => name)).toEqual(names);
  expect(parse("vms")).toThrow("services.A_b: is read, but not deployed yet: a name with capitals, _ or .");
  expect(parse("vms")).toThrow("is read, but not deployed yet: a name longer than 40");
});

test("what a build cannot have is refused by its key, with what to do instead", () => {
  const keys = ["dockerfile_inline: 'FROM a'", "additional_contexts: { b: ./b }", "secrets: [key]", "labels: { a: b }"];
  const parse = (key: string) => () =>
    parseCompose(
      source(`services: { web: { build: { context: ./web, ${key} } } }\nsecrets: { key: { file: ./key } }\n`, {
        notDeployed: notDeployedBy("containers"),
      }),
    );
  const refused = "is read, but not deployed yet";
  expect(keys.map((key) => messageOf(parse(key)))).toEqual([
    `c.yaml:1: services.web.build.dockerfile_inline: ${refused}: dockerfile_inline: a build reads its Dockerfile from a file: give dockerfile`,
    `c.yaml:1: services.web.build.additional_contexts: ${refused}: additional_contexts: a build is sent one folder: put the other one below context, or COPY --from an image by its name`,
    `c.yaml:1: services.web.build.secrets: ${refused}: secrets of a build: the builder is sent none, and an argument would stay in the image: copy from an image that was built with them, or read them when the service starts`,
    `c.yaml:1: services.web.build.labels: ${refused}: labels of a build: the builder sets none: write LABEL in the Dockerfile`,
  ]);
});

test("what others wait for to end is a job", () => {
  const text =
    "services: { web: { image: a, depends_on: { job: { condition: service_completed_successfully } } }, job: { image: a } }";
  expect(
    model(text).services.map(({ name, restart, dependencyConditions }) => ({ name, restart, dependencyConditions })),
  ).toEqual([
    { name: "job", restart: "no", dependencyConditions: undefined },
    { name: "web", restart: undefined, dependencyConditions: { job: "completed" } },
  ]);
});

test("secrets are generated, from a file, or from a variable", () => {
  const text = `services: { web: { image: a, secrets: [one, two, { source: three, target: /etc/three, mode: 0400 }] } }
secrets: { one: { x-berth: { generate: { length: 20 } } }, two: { file: ./two.txt }, three: { environment: THREE } }
`;
  const { secrets, services } = parseCompose(source(text, { variables: { THREE: "3" } }));
  expect(secrets).toEqual([
    { name: "one", length: 20 },
    { name: "two", file: "two.txt" },
    { name: "three", text: ["3"] },
  ]);
  expect(services[0]?.secretMounts).toEqual({ three: { target: "/etc/three", mode: 256 } });
});

test("what a runtime does not deploy yet is refused by name, never taken and ignored", () => {
  const parse = (text: string, runtime: "containers" | "vms") => () =>
    parseCompose(source(text, { notDeployed: notDeployedBy(runtime) }));
  const init = "services: { web: { image: a, init: true } }";
  expect(parse(init, "vms")).toThrow("c.yaml:1: services.web.init: is read, but not deployed yet: init");
  expect(parse(init, "containers")).not.toThrow();
  const file = `services: { web: { image: a, secrets: [key], configs: [text] } }
secrets: { key: { file: key.pem } }
configs: { text: { content: a } }
`;
  expect(parse(file, "vms")).toThrow("not deployed yet: a secret from a file or a variable");
  expect(parse(file, "vms")).toThrow("not deployed yet: configs");
  expect(parse(file, "containers")).not.toThrow();
  const udp = 'services: { web: { image: a, ports: ["53:53/udp"] } }';
  expect(parse(udp, "containers")).not.toThrow();
});

test("each policy of pulling is taken, or refused with the reason", () => {
  const web = (more: string) => `services: { web: { image: "a:1", ${more} } }`;
  const pullOf = (policy: string) => model(web(`pull_policy: ${policy}`)).services[0]?.image?.pull;
  expect(["missing", "if_not_present", "always", "daily", "every_12h"].map(pullOf)).toEqual([
    undefined,
    undefined,
    "always",
    "always",
    "always",
  ]);
  expect(() => model(web("pull_policy: never"))).toThrow(
    "c.yaml:1: services.web.pull_policy: is not taken: the host has only the images that Berth pulls or builds there",
  );
  expect(() => model(web("pull_policy: build"))).toThrow("must come with build, there is nothing to build");
  const built = model(web("build: ./web, pull_policy: always"));
  expect(built.services[0]?.image).toBeUndefined();
  expect(built.notices).toEqual(["c.yaml:1: services.web.pull_policy: has no effect on a service that is built"]);
});

function messageOf(run: () => unknown): string {
  try {
    run();
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("a service keeps the commands of its backup, a volume what its containers do meanwhile, and half of it is an error", () => {
  const volumes = (backup: string) => `volumes: { data: { x-berth: { backup: ${backup} } } }\n`;
  expect(web("x-berth: { backup: { command: [dump, a b], restore: [load] } }")?.backup).toEqual({
    command: ["dump", "a b"],
    restore: ["load"],
  });
  const read = (backup: string) =>
    model(`services: { web: { image: "nginx:1", volumes: ["data:/data"] } }\n${volumes(backup)}`).volumeBackups;
  expect([read("running"), read("paused")]).toEqual([{ data: "running" }, { data: "paused" }]);
  expect(() => read("true")).toThrow("volumes.data.x-berth.backup: must be running or paused");
  expect(() => web("x-berth: { backup: { command: [dump] } }")).toThrow("x-berth.backup.restore: must be given");
  expect(() => web("x-berth: { backup: { command: dump, restore: [load] } }")).toThrow(
    "x-berth.backup.command: must be a list",
  );
});
