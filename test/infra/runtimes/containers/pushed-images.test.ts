import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseCompose } from "../../../../infra/compose/parse-compose";
import { source } from "../../compose/compose-text";
import { PushedImages } from "../../../../infra/runtimes/containers/pushed-images";
import { recordResources } from "./record-resources";

/** Proves what docker-build is given; that it builds and pushes needs a Docker and a registry, which an account has. */
const folder = resolve(__dirname, "../../../../services");
const registered: pulumi.runtime.MockResourceArgs[] = [];
const digest = `sha256:${"d".repeat(64)}`;

beforeAll(async () => {
  await recordResources(registered, { outputs: () => ({ digest }), stack: "aws" });
});

test("each service is built for the hosts and pushed to its repository, with no login in the inputs", async () => {
  const text = readFileSync(resolve(folder, "compose.yaml"), "utf8");
  const compose = parseCompose(source(text));
  const repositories = new Map(compose.services.map(({ name }) => [name, pulumi.output(`registry.example/${name}`)]));
  const registry = {
    kind: "ecr",
    address: pulumi.output("registry.example"),
    repositories,
    pullRights: () => [],
  } as const;
  const { references } = new PushedImages("images", { compose, folder, registry, platform: "linux/arm64" });
  const found = await new Promise((done) => pulumi.output(Object.fromEntries(references)).apply(done));
  expect(found).toEqual({
    gateway: `registry.example/gateway@${digest}`,
    api: `registry.example/api@${digest}`,
    db: `registry.example/db@${digest}`,
  });
  const api = registered.find(({ name, type }) => name === "images-api" && type === "docker-build:index:Image");
  expect(api?.inputs).toEqual({
    context: { location: "services/api" },
    dockerfile: { location: "services/api/Dockerfile" },
    buildArgs: {},
    buildOnPreview: false,
    network: "default",
    platforms: ["linux/arm64"],
    push: true,
    tags: [expect.stringMatching(/^registry\.example\/api:[0-9a-f]{12}$/) as string],
  });
});
