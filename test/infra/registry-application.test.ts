import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPassphraseCrypter } from "../../packages/engine/project/secrets";
import { Secret } from "../../packages/model/property";
import { testSalt } from "../packages/engine/support/deploy-program";
import { ownCertificate } from "../packages/docker/registry/own-certificate";
import { BerthProgram } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

const { cert } = ownCertificate();
const PASSWORD = "PASSWORD-of-the-registry";
const [first, second] = ["a", "b"].map((letter) => `sha256:${letter.repeat(64)}`);
const locked = `sha256:${"c".repeat(64)}`;
let newest = first ?? "";

const shop = `
services:
  db: { image: "postgres:17.5" }
  web: { image: "registry.example:5000/web:edge", pull_policy: always }
  cache: { image: "redis:7" }
`;

async function configure(password: string): Promise<void> {
  const path = join(program.folder, "shop/compose.yaml");
  program.configure(
    `  berth:composeFiles: ["${path}"]\n  berth:registries: { "registry.example:5000": { username: robot, password: ${password}, caFile: shop/ca.pem } }\n`,
  );
  await Promise.resolve();
}

beforeAll(async () => {
  mkdirSync(join(program.folder, "shop"));
  writeFileSync(join(program.folder, "shop/compose.yaml"), shop);
  writeFileSync(join(program.folder, "shop/ca.pem"), cert);
  const images = { "postgres:17.5": { digest: locked, platform: "linux/amd64" } };
  writeFileSync(join(program.folder, "shop/berth.lock.json"), JSON.stringify({ images }));
  program.docker.capabilities = { secrets: false, resources: false, preview: true };
  program.docker.script.create = (name, inputs) => ({ outputs: { ...inputs, imageId: `id of ${name}` } });
  program.docker.script.invoke = () => ({ sha256Digest: newest });
  const crypter = await openPassphraseCrypter("test", testSalt);
  await configure(`{ secure: "${crypter.encrypt(PASSWORD)}" }`);
});

function imageInputs(name: string): unknown {
  return program.docker.calls
    .filter((call) => ["create", "update"].includes(call.method) && call.name === name)
    .map((call) => (call.request as { inputs: unknown }).inputs)
    .at(0);
}

test("pulls by the lock file's digest, and with the registry's credentials, which are nowhere in clear", async () => {
  const { summary } = await program.run("up");
  expect(program.errors()).toEqual([]);
  expect(summary.result).toBe("succeeded");
  expect(imageInputs("services-db")).toMatchObject({ name: `postgres:17.5@${locked}` });
  expect(imageInputs("services-cache")).toMatchObject({ name: "redis:7" });
  expect(imageInputs("services-cache")).not.toHaveProperty("pullTriggers");
  const configured = program.docker.calls.find(({ method }) => method === "configure");
  const { registryAuth } = (configured?.request as { inputs: Record<string, unknown> }).inputs;
  expect(registryAuth).toBeInstanceOf(Secret);
  expect(JSON.parse((registryAuth as Secret).value as string)).toEqual([
    { address: "registry.example:5000", password: PASSWORD, username: "robot" },
  ]);
  expect(program.everythingWritten()).not.toContain(PASSWORD);
});

test("the host trusts the registry's own authority before the daemon is spoken to", () => {
  const created = program.berth.calls.filter(({ method, name }) => method === "create" && name.includes("-trusts-"));
  expect(created.map(({ name }) => name)).toEqual(["berth-dev-trusts-registry.example:5000"]);
  expect((created[0]?.request as { inputs: unknown }).inputs).toMatchObject({
    ...{ host: "berth-dev-admin", registry: "registry.example:5000", certificates: cert, generation: "root-1" },
  });
  const daemon = program.events.flatMap((event) =>
    event.kind === "step-finished" && event.step.urn.endsWith("providers:docker::docker") ? [event.step.after] : [],
  );
  expect(daemon.flatMap((state) => state?.dependencies ?? []).some((urn) => urn.includes("-trusts-"))).toBe(true);
});

test("each `up` looks for a newer image where the file has pull_policy: always, and for no other", async () => {
  expect(imageInputs("services-web")).toMatchObject({ name: "registry.example:5000/web:edge", pullTriggers: [first] });
  await program.run("up");
  expect(program.steps()).toEqual([]);
  newest = second ?? "";
  await program.run("up");
  expect(program.steps()).toEqual(["update docker:index/remoteImage:RemoteImage services-web"]);
  expect(program.everythingWritten()).not.toContain(PASSWORD);
});

test("a password in clear is refused with the command that encrypts it", async () => {
  await configure("plain-text");
  const { summary } = await program.run("preview");
  expect(summary.result).toBe("failed");
  expect(JSON.stringify(program.events)).toContain("the password of registry.example:5000 must be secure");
});
