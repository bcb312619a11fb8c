import { isList, isMap, type PropertyMap } from "../../packages/model/property";
import { BerthProgram, canary } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

const vms = "  berth:runtime: vms\n  berth:memoryMiB: 512\n";
const services = ["api", "db", "gateway"];

function inputsOf(name: string): PropertyMap {
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
  return finished.find(({ urn }) => urn.endsWith(`::${name}`))?.after?.inputs ?? {};
}

test("without Docker each service has a machine, a domain and a unit, and nothing speaks with Docker", async () => {
  program.configure(vms);
  const { summary, outputs } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  const each = (name: (service: string) => string) => services.map(name);
  expect(program.steps()).toEqual(
    [
      ...each((name) => `create berth:index:Address berth-dev-${name}-address`),
      ...each((name) => `create berth:index:Disk berth-dev-${name}-data`),
      ...each((name) => `create berth:index:KeyPair berth-dev-${name}-host-key`),
      ...each((name) => `create berth:index:Machine berth-dev-${name}-machine`),
      ...each((name) => `create berth:index:Packages units-${name}-packages`),
      ...each((name) => `create berth:index:PolicyModule units-${name}-policy`),
      ...each((name) => `create berth:index:PublicPorts berth-dev-${name}-ports`),
      ...each((name) => `create berth:index:Ready berth-dev-${name}-ready`),
      ...each((name) => `create berth:index:Unit units-${name}`),
      ...each((name) => `create berth:local:LocalHost berth-dev-${name}`),
      "create berth:index:Image machine-image",
      "create berth:index:KeyPair keys-admin",
      "create berth:index:KeyPair keys-deploy",
      "create berth:index:Password services-db_password",
      "create berth:index:PrivateNetwork berth-dev-network",
      "create berth:index:SshAccess readiness-ssh",
      "create berth:infra:LoginKeys keys",
      "create berth:infra:Readiness readiness",
      "create berth:systemd:Units units",
      "create pulumi:pulumi:Stack berth-dev",
    ].sort(),
  );
  expect(program.docker.calls).toEqual([]);
  expect(outputs).toMatchObject({ runtime: "vms" });
  const hosts = isList(outputs.hosts) ? outputs.hosts.filter(isMap) : [];
  expect(hosts.map((host) => [host.name, host.privateAddress, host.services])).toEqual([
    ["berth-dev-gateway", "10.40.0.4", ["gateway"]],
    ["berth-dev-api", "10.40.0.5", ["api"]],
    ["berth-dev-db", "10.40.0.6", ["db"]],
  ]);
});

test("a unit is on its own host and knows its peers; no unit before what it depends on is healthy", () => {
  expect(inputsOf("units-api")).toMatchObject({
    host: "berth-dev-api-admin",
    service: "api",
    owner: { uid: 10002, gid: 10002 },
    texts: { hosts: "10.40.0.6 db\n10.40.0.4 gateway\n" },
  });
  expect(inputsOf("units-api-packages")).toMatchObject({ account: { name: "berth-api", uid: 10002, gid: 10002 } });
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step.urn] : []));
  const order = ["berth-dev-db-ready", "units-db-packages", "units-db", "units-api", "units-gateway"];
  const places = order.map((name) => finished.findIndex((urn) => urn.endsWith(`::${name}`)));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("no secret is in the state file or in the output", () => {
  // Not `toContain`: its failure would print megabytes.
  expect(program.everythingWritten().indexOf(canary)).toBe(-1);
});

test("a second `up` changes nothing", async () => {
  await program.run("up");
  expect(program.steps()).toEqual([]);
});

test("several hosts are a fault, before anything is touched", async () => {
  program.configure(`${vms}  berth:hosts: 2\n`);
  const { summary } = await program.run("up");
  expect(summary.result).toBe("failed");
  expect(JSON.stringify(program.events)).toContain("hosts: must be 1 with runtime vms");
});
