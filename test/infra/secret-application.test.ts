import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPassphraseCrypter } from "../../packages/engine/project/secrets";
import type { PropertyMap } from "../../packages/model/property";
import { testSalt } from "../packages/engine/support/deploy-program";
import { BerthProgram, canary } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

const SECURE = "SECURE-value-of-the-configuration";
const ROTATED = "ROTATED-value-of-the-configuration";
const OUTSIDE = "OUTSIDE-text-of-a-file";
const never = [SECURE, ROTATED, OUTSIDE, canary];

const shop = `
services:
  db:
    image: postgres:17
    environment: { POSTGRES_DB: shop, POSTGRES_PASSWORD: "\${DB_PASSWORD}" }
  web:
    image: example/web:\${TAG}
    environment: ["DATABASE=postgres://shop:\${DB_PASSWORD}@db/shop?\${TAG}"]
    secrets: [outside, made_password]
  mail:
    image: example/mail:\${TAG}
    secrets: [password]
  plain:
    image: example/plain:\${TAG}
secrets:
  password: { environment: DB_PASSWORD }
  outside: { file: ../outside.txt }
  made_password: { x-berth: { generate: { length: 32 } } }
`;

async function configure(password: string): Promise<void> {
  const crypter = await openPassphraseCrypter("test", testSalt);
  program.configure(
    [
      `  berth:composeFiles: ["${join(program.folder, "shop/compose.yaml")}"]`,
      "  berth:composeVariables:",
      "    TAG: 1.2",
      `    DB_PASSWORD: { secure: "${crypter.encrypt(password)}" }`,
      "",
    ].join("\n"),
  );
}

beforeAll(async () => {
  mkdirSync(join(program.folder, "shop"));
  writeFileSync(join(program.folder, "shop/compose.yaml"), shop);
  writeFileSync(join(program.folder, "outside.txt"), OUTSIDE);
  // As the real provider of docker: it takes no secrets, and the daemon returns the environment in an order of its own.
  program.docker.capabilities = { secrets: false, resources: false, preview: true };
  program.docker.script.create = (_, inputs) => ({
    outputs: {
      ...inputs,
      imageId: "sha256:1",
      ...(Array.isArray(inputs.envs) && { envs: inputs.envs.toReversed() }),
    },
  });
  await configure(SECURE);
});

function created(name: string): PropertyMap {
  const call = program.docker.calls.findLast((one) => one.method === "create" && one.name === name);
  return (call?.request as { inputs?: PropertyMap } | undefined)?.inputs ?? {};
}

function expectNothingInClear(): void {
  const everything = program.everythingWritten();
  const log = JSON.stringify(program.events.filter(({ kind }) => kind === "diagnostic"));
  for (const text of never) expect(everything + log).not.toContain(text);
}

test("secure values reach the containers, and nothing that is written has one in clear", async () => {
  const { summary } = await program.run("up");
  expect(program.errors()).toEqual([]);
  expect(summary.result).toBe("succeeded");
  expect(created("services-db").envs).toEqual(["POSTGRES_DB=shop", `POSTGRES_PASSWORD=${SECURE}`]);
  expect(created("services-web").envs).toEqual([`DATABASE=postgres://shop:${SECURE}@db/shop?1.2`]);
  expect(created("services-mail-secrets").uploads).toMatchObject([{ file: "/run/secrets/password", content: SECURE }]);
  expect(created("services-web-secrets").uploads).toMatchObject([{ content: OUTSIDE }, { content: canary }]);
  expect(created("services-plain").envs).toEqual([]);
  expectNothingInClear();
});

test("a second `up` and a refresh change nothing and write nothing in clear", async () => {
  await program.run("up");
  expect(program.steps()).toEqual([]);
  await program.run("refresh");
  expectNothingInClear();
});

test("a preview notes which variables `docker inspect` shows", async () => {
  await program.run("preview");
  expect(JSON.stringify(program.events)).toContain("db: POSTGRES_PASSWORD in its environment");
  expectNothingInClear();
});

test("another value replaces those who use it, and no other", async () => {
  await configure(ROTATED);
  await program.run("up");
  // The fake updates what the real provider replaces: a container with another name.
  const changed = program.steps().filter((step) => step.includes("container:Container"));
  expect(changed.map((step) => step.split(" ").at(-1))).toEqual([
    "services-db",
    "services-mail",
    "services-mail-secrets",
    "services-web",
    "services-web-secrets",
  ]);
  expectNothingInClear();
});

test("a secure variable in an image's name fails by name, without its value", async () => {
  writeFileSync(join(program.folder, "shop/compose.yaml"), shop.replace("postgres:17", "postgres:${DB_PASSWORD}"));
  await expect(program.run("preview")).resolves.toMatchObject({ summary: { result: "failed" } });
  const everything = JSON.stringify(program.events);
  expect(everything).toContain("services.db.image: uses the secure variable DB_PASSWORD");
  for (const text of never) expect(everything).not.toContain(text);
});
