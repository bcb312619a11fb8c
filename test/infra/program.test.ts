import { BerthProgram, canary } from "./support/berth-program";

jest.setTimeout(60_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

const planned = [
  "create berth:containers:Services services",
  "create berth:index:Address berth-dev-address",
  "create berth:index:Disk berth-dev-data",
  "create berth:index:Image machine-image",
  "create berth:index:KeyPair berth-dev-host-key",
  "create berth:index:KeyPair keys-admin",
  "create berth:index:KeyPair keys-deploy",
  "create berth:index:Machine berth-dev-machine",
  "create berth:index:Password services-db_password",
  "create berth:index:PolicyModule services-policy",
  "create berth:index:Ready berth-dev-ready",
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

test("a preview of nothing plans everything, and asks no daemon", async () => {
  const { summary } = await program.run("preview");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual(planned);
  expect(program.docker.calls.filter(({ method }) => method === "configure")).toEqual([]);
});

test("`up` makes what the preview planned; nothing reaches Docker before the host is ready", async () => {
  const { summary, outputs } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual(planned);
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step.urn] : []));
  const ready = finished.findIndex((urn) => urn.endsWith("::berth-dev-ready"));
  const docker = finished.findIndex((urn) => urn.includes("docker:index/"));
  expect(ready).toBeGreaterThan(-1);
  expect(docker).toBeGreaterThan(ready);
  expect(outputs).toEqual({
    url: "http://127.1.2.3:8080",
    hosts: [
      {
        name: "berth-dev",
        address: "127.1.2.3",
        sshPort: 20022,
        user: "deploy",
        sshConfig: "/ssh/config",
        ssh: "ssh -F /ssh/config berth-dev",
      },
    ],
  });
});

test("no secret is in the state file or in what was told", () => {
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

test("more memory is an update of the machine alone", async () => {
  program.configure("  berth:memoryMiB: 3072\n");
  await program.run("preview");
  expect(program.steps()).toEqual(["update berth:index:Machine berth-dev-machine"]);
});

test("all faults of the configuration are told at once, and nothing is touched", async () => {
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
