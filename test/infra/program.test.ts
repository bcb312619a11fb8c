import { BerthProgram, canary } from "./support/berth-program";
import { refusedByGate } from "./support/refused-by-gate";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

const planned = [
  "create berth:containers:Services services",
  "create berth:index:Address berth-dev-address",
  "create berth:index:Claim services-claim-port-443-tcp",
  "create berth:index:Claim services-claim-port-80-tcp",
  "create berth:index:Claim services-claim-volume-db-data",
  "create berth:index:Claim services-claim-volume-gateway-data",
  "create berth:index:Disk berth-dev-data",
  "create berth:index:DiskRoom services-room",
  "create berth:index:Image machine-image",
  "create berth:index:KeyPair berth-dev-host-key",
  "create berth:index:KeyPair keys-admin",
  "create berth:index:KeyPair keys-deploy",
  "create berth:index:Machine berth-dev-machine",
  "create berth:index:Password services-db_password",
  "create berth:index:PolicyModule services-policy",
  "create berth:index:PublicPorts berth-dev-ports",
  "create berth:index:Ready berth-dev-ready",
  "create berth:index:ReleaseHistory services-api-releases",
  "create berth:index:ReleaseHistory services-db-releases",
  "create berth:index:ReleaseHistory services-gateway-releases",
  "create berth:index:SshAccess readiness-ssh",
  "create berth:infra:LoginKeys keys",
  "create berth:infra:Readiness readiness",
  "create berth:local:LocalHost berth-dev",
  "create docker:index/container:Container services-api",
  "create docker:index/container:Container services-api-secrets",
  "create docker:index/container:Container services-db",
  "create docker:index/container:Container services-db-secrets",
  "create docker:index/container:Container services-gateway",
  "create docker:index/image:Image services-api",
  "create docker:index/image:Image services-db",
  "create docker:index/image:Image services-gateway",
  "create docker:index/network:Network services-app",
  "create docker:index/network:Network services-data",
  "create docker:index/network:Network services-edge",
  "create docker:index/volume:Volume services-db-data",
  "create docker:index/volume:Volume services-gateway-data",
  "create pulumi:pulumi:Stack berth-dev",
];

test("a preview of a new stack plans everything, without a request to a daemon", async () => {
  const { summary } = await program.run("preview");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual(planned);
  expect(program.docker.calls.filter(({ method }) => method === "configure")).toEqual([]);
});

test("`up` makes what the preview planned; nothing reaches Docker before the host is ready, and no image before there is room", async () => {
  const { summary, outputs } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual(planned);
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step.urn] : []));
  const ready = finished.findIndex((urn) => urn.endsWith("::berth-dev-ready"));
  const docker = finished.findIndex((urn) => urn.includes("docker:index/"));
  expect(ready).toBeGreaterThan(-1);
  expect(docker).toBeGreaterThan(ready);
  const image = finished.findIndex((urn) => /docker:index\/image|index:Claim/.test(urn));
  expect(image).toBeGreaterThan(finished.findIndex((urn) => urn.endsWith("::services-room")));
  expect(outputs).toEqual({
    url: "http://127.1.2.3:8080",
    runtime: "containers",
    hosts: [
      {
        name: "berth-dev",
        address: "127.1.2.3",
        sshPort: 20022,
        user: "deploy",
        sshConfig: "/ssh/config",
        ssh: "ssh -F /ssh/config berth-dev",
        ports: { "80": 8080, "443": 20443 },
        services: ["db", "api", "gateway"],
      },
    ],
  });
});

test("the gate of a host lets every container of it through", () => {
  const { containers, refused } = refusedByGate(program);
  // Three services, and what holds the secrets of two.
  expect(containers).toBe(5);
  expect(refused).toEqual([]);
});

test("no secret is in the state file or in what was printed", () => {
  const written = program.everythingWritten();
  expect(written).toContain("berth-dev-machine");
  // Not `toContain`: its failure would print megabytes.
  expect(written.indexOf(canary)).toBe(-1);
});

test("a second `up` changes nothing", async () => {
  const { summary } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual([]);
});

test("a pinned service runs its kept image by id; nothing is built for it, and the run reports the pin", async () => {
  program.configure("  berth:releases: { api: 0123456789ab }\n");
  const pinned = [
    "create berth:index:KeptImage services-api",
    "delete docker:index/image:Image services-api",
    "update berth:index:DiskRoom services-room",
    "update berth:index:ReleaseHistory services-api-releases",
    "update docker:index/container:Container services-api",
    "update docker:index/container:Container services-api-secrets",
  ];
  await program.run("up");
  expect(program.errors()).toEqual([]);
  expect(program.steps()).toEqual(pinned);
  expect(JSON.stringify(program.events)).toContain("api is pinned to release 0123456789ab");
  const inputsOf = (name: string) =>
    program.events.flatMap((event) =>
      event.kind === "step-finished" && event.step.urn.endsWith(name) ? [event.step.after?.inputs] : [],
    )[0];
  const imageId = `sha256:0123456789ab${"0".repeat(52)}`;
  expect(inputsOf("Container::services-api")).toMatchObject({ image: imageId });
  const releases = { repository: "berth.invalid/links/api", release: "0123456789ab", isPinned: true, keep: 3 };
  expect(inputsOf("::services-api-releases")).toMatchObject({
    ...releases,
    image: imageId,
    context: "../services/api",
  });
});

test("without the pin the service is built again", async () => {
  program.configure("");
  await program.run("up");
  expect(program.steps()).toEqual([
    "create docker:index/image:Image services-api",
    "delete berth:index:KeptImage services-api",
    "update berth:index:DiskRoom services-room",
    "update berth:index:ReleaseHistory services-api-releases",
    "update docker:index/container:Container services-api",
    "update docker:index/container:Container services-api-secrets",
  ]);
});

test("a pin of a service that the compose file does not have is refused", async () => {
  program.configure("  berth:releases: { web: 0123456789ab }\n");
  expect((await program.run("preview")).summary.result).toBe("failed");
  expect(program.errors().join("\n")).toContain('releases["web"]: must be a service of the compose file');
});

test("more memory is an update of the machine alone", async () => {
  program.configure("  berth:memoryMiB: 3072\n");
  await program.run("preview");
  expect(program.steps()).toEqual(["update berth:index:Machine berth-dev-machine"]);
});

test("a second host is added beside the first, which stays as it is", async () => {
  program.configure("  berth:hosts: 2\n");
  const { summary, outputs } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual([
    "create berth:index:Address berth-dev-2-address",
    "create berth:index:Disk berth-dev-2-data",
    "create berth:index:KeyPair berth-dev-2-host-key",
    "create berth:index:Machine berth-dev-2-machine",
    "create berth:index:PublicPorts berth-dev-2-ports",
    "create berth:index:Ready berth-dev-2-ready",
    "create berth:local:LocalHost berth-dev-2",
    "update berth:index:SshAccess readiness-ssh",
  ]);
  const hosts = outputs.hosts as unknown as readonly { name: string; services: readonly string[] }[];
  expect(hosts.map(({ name, services }) => [name, services.length])).toEqual([
    ["berth-dev", 3],
    ["berth-dev-2", 0],
  ]);
  expect(JSON.stringify(program.events)).toContain("no service runs on host 2: say where one does");
});

test("one host again takes away the second and leaves the first as it is", async () => {
  program.configure("");
  const { summary } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual([
    "delete berth:index:Address berth-dev-2-address",
    "delete berth:index:Disk berth-dev-2-data",
    "delete berth:index:KeyPair berth-dev-2-host-key",
    "delete berth:index:Machine berth-dev-2-machine",
    "delete berth:index:PublicPorts berth-dev-2-ports",
    "delete berth:index:Ready berth-dev-2-ready",
    "delete berth:local:LocalHost berth-dev-2",
    "update berth:index:SshAccess readiness-ssh",
  ]);
});

test("a registry and a domain are nothing for this computer", async () => {
  program.configure("  berth:registry: ecr\n  berth:domain: links.example.org\n");
  const { summary } = await program.run("preview");
  expect(summary.result).toBe("failed");
  const told = JSON.stringify(program.events);
  expect(told).toContain("domain: must be empty on local");
  expect(told).toContain("registry: must be none on local");
});

test("all faults of the configuration are reported at once, and nothing is touched", async () => {
  program.configure('  berth:cpus: "0"\n  berth:colour: red\n');
  const before = program.berth.calls.length;
  const { summary } = await program.run("up");
  expect(summary.result).toBe("failed");
  const told = JSON.stringify(program.events);
  expect(told).toContain("colour: is not a known key");
  expect(told).toContain("cpus: must be an integer from 1 to 64");
  expect(
    program.berth.calls.slice(before).filter(({ method }) => ["create", "update", "delete"].includes(method)),
  ).toEqual([]);
});
