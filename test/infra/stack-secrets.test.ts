import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { SecretModel } from "../../infra/compose/service-model";
import { stackSecrets } from "../../infra/stack-secrets";
import { imageService } from "./runtimes/containers/sample-service";

let folder: string;
const made: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "berth-secrets-"));
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      made.push(args.name);
      return { id: args.name, state: { ...(args.inputs as object), result: "made" } };
    },
    call: ({ inputs }) => inputs as Record<string, unknown>,
  });
});

beforeEach(() => {
  made.length = 0;
});

afterAll(() => rmSync(folder, { recursive: true }));

test("makes passwords, and takes texts from files and variables, all secret", async () => {
  writeFileSync(join(folder, "key.pem"), "\ufeffkey\n");
  const secrets = secretsOf([
    { name: "generated", length: 32 },
    { name: "key", file: "key.pem" },
    { name: "unused", file: "nowhere" },
    { name: "token", text: ["a:", { variable: "TOKEN" }, ";"] },
    { name: "plain", text: ["x"] },
  ]);
  expect([...secrets.keys()]).toEqual(["generated", "key", "token", "plain"]);
  expect(await valueOf(secrets.get("token"))).toEqual(["a:t0;", true]);
  expect(await valueOf(secrets.get("plain"))).toEqual(["x", true]);
  expect(await valueOf(secrets.get("key"))).toEqual(["\ufeffkey\n", true]);
  expect(await valueOf(secrets.get("generated"))).toEqual(["made", expect.anything()]);
  expect(made).toEqual(["services-generated"]);
});

test("reports all that is missing before it makes anything", () => {
  writeFileSync(join(folder, "binary"), Buffer.from([0xff, 0xfe, 0xff]));
  writeFileSync(join(folder, "empty"), "");
  const secrets: SecretModel[] = [
    { name: "generated", length: 32 },
    { name: "lost", file: "lost" },
    { name: "binary", file: "binary" },
    { name: "empty", file: "empty" },
  ];
  expect(() => secretsOf(secrets)).toThrow(
    [
      `secret lost needs a file, which is not there: ${folder}/lost`,
      `secret binary is not a text in UTF-8: ${folder}/binary`,
      `secret empty is empty: ${folder}/empty`,
    ].join("\n"),
  );
  expect(made).toEqual([]);
});

function secretsOf(secrets: readonly SecretModel[]) {
  const used = secrets.filter(({ name }) => name !== "unused").map(({ name }) => name);
  const compose = { name: "shop", networks: [], volumes: [], secrets, services: [imageService({ secrets: used })] };
  const secureVariables = new Map([["TOKEN", pulumi.secret("t0")]]);
  return stackSecrets("services", compose, { folder, secureVariables });
}

async function valueOf(output: pulumi.Output<string> | undefined): Promise<[string, boolean]> {
  const inside = output as unknown as { promise: () => Promise<string>; isSecret: Promise<boolean> };
  return [await inside.promise(), await inside.isSecret];
}
