import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PropertyMap } from "../../packages/model/property";
import { containerRules } from "../../policy/container-rules";
import { dockerRules } from "../../policy/docker-rules";
import { violations } from "../policy/support/violations";
import { BerthProgram } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

/** Written as people write such files: images of registries, a default network, lists, no users, no health checks. */
const wiki = `
version: "3.9"
services:
  db:
    image: postgres:17
    restart: always
    environment:
      - POSTGRES_DB=wiki
      - POSTGRES_PASSWORD=\${DB_PASSWORD:-local}
    volumes: ["db:/var/lib/postgresql/data"]
  migrate:
    image: example/wiki:\${TAG}
    command: wiki migrate
    restart: on-failure
    depends_on: [db]
  wiki:
    image: example/wiki:\${TAG}
    ports: ["3000:3000", "127.0.0.1:9090:9090", "5353:53/udp", "6000"]
    depends_on:
      migrate: { condition: service_completed_successfully }
volumes:
  db:
`;

/** The host port of the one that the file leaves open: it must never change. */
const chosen = "23733";

function inputsOf(name: string): PropertyMap {
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
  return finished.find(({ urn }) => urn.endsWith(`:${name}`))?.after?.inputs ?? {};
}

beforeAll(() => {
  mkdirSync(join(program.folder, "wiki"));
  writeFileSync(join(program.folder, "wiki/compose.yaml"), wiki);
  writeFileSync(join(program.folder, "wiki/.env"), "TAG=1.0\n");
  const path = join(program.folder, "wiki/compose.yaml");
  program.configure(`  berth:composeFiles: ["${path}"]\n  berth:composeVariables: { TAG: 1.2 }\n`);
});

test("deploys another application by its compose file alone", async () => {
  const { summary, outputs } = await program.run("up");
  expect(program.errors()).toEqual([]);
  expect(summary.result).toBe("succeeded");
  expect(program.steps().filter((step) => /docker|Outcome|Policy/.test(step))).toEqual([
    "create berth:index:ContainerOutcome services-db-outcome",
    "create berth:index:ContainerOutcome services-migrate-outcome",
    "create berth:index:ContainerOutcome services-wiki-outcome",
    "create berth:index:PolicyModule services-policy",
    "create docker:index/container:Container services-db",
    "create docker:index/container:Container services-migrate",
    "create docker:index/container:Container services-wiki",
    "create docker:index/network:Network services-default",
    "create docker:index/remoteImage:RemoteImage services-db",
    "create docker:index/remoteImage:RemoteImage services-migrate",
    "create docker:index/volume:Volume services-db",
  ]);
  const images = program.events.flatMap((event) =>
    event.kind === "step-finished" && event.step.urn.includes("RemoteImage::")
      ? [event.step.after?.inputs["name"]]
      : [],
  );
  expect(images.sort()).toEqual(["example/wiki:1.2", "postgres:17"]);
  expect(outputs).not.toHaveProperty("url");
  expect(outputs).toMatchObject({ hosts: [{ ports: { "3000": 3000, "5353/udp": 5353, [chosen]: Number(chosen) } }] });
});

test("no rule of the policy pack refuses it, though its images run as root", async () => {
  const rules = [...dockerRules, ...containerRules].filter(({ enforcementLevel }) => enforcementLevel !== "advisory");
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
  const steps = finished.filter(({ urn }) => urn.includes("docker:index"));
  // The fake pulls none, so what it answers has no id.
  const image = `sha256:${"0".repeat(64)}`;
  const faults = steps.map(({ type, after }) => violations(rules, { type, props: { image, ...after?.inputs } }));
  expect(await Promise.all(faults)).toEqual(Array(7).fill([]));
});

test("every published port leads to the container, from this computer and through the host's firewall; the host's own does not", () => {
  expect(inputsOf("berth-dev-address")["ports"]).toEqual([
    { guest: 22 },
    { guest: 3000 },
    { guest: 5353, protocol: "udp" },
    { guest: Number(chosen) },
  ]);
  expect(inputsOf("berth-dev-ports")["ports"]).toEqual(["3000", chosen, "5353/udp"].sort());
  expect(inputsOf("berth-dev-machine")["userData"]).not.toContain("PORTS=");
  expect(inputsOf("Container::services-wiki")["ports"]).toEqual([
    { internal: 53, external: 5353, ip: "0.0.0.0", protocol: "udp" },
    { internal: 3000, external: 3000, ip: "0.0.0.0", protocol: "tcp" },
    { internal: 6000, external: Number(chosen), ip: "0.0.0.0", protocol: "tcp" },
    { internal: 9090, external: 9090, ip: "127.0.0.1", protocol: "tcp" },
  ]);
});

test("what has no check of its own counts as up only when one of its TCP ports accepts", () => {
  expect(inputsOf("ContainerOutcome::services-wiki-outcome")["ports"]).toEqual([3000, 6000, 9090]);
  expect(inputsOf("ContainerOutcome::services-db-outcome")).not.toHaveProperty("ports");
});

test("a second `up` changes nothing", async () => {
  await program.run("up");
  expect(program.steps()).toEqual([]);
});

test("an image of several services keeps its state when another one is the first of them, and no container changes when one goes", async () => {
  const [migrate = ""] = /^  migrate:\n(    .*\n)+/m.exec(wiki) ?? [];
  const alone = wiki.replace(migrate, "").replace(/    depends_on:\n      migrate.*\n/, "");
  const swapped = alone.replace("volumes:\n  db:", `${migrate}volumes:\n  db:`);
  const steps = async (text: string) => {
    writeFileSync(join(program.folder, "wiki/compose.yaml"), text);
    await program.run("up");
    expect(program.errors()).toEqual([]);
    return program.steps().filter((step) => /remoteImage|:Container /.test(step));
  };
  expect(await steps(swapped)).toEqual([]);
  expect(await steps(alone)).toEqual(["delete docker:index/container:Container services-migrate"]);
});
