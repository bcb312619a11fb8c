import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Services } from "../../../../infra/runtimes/containers/services";
import { parseCompose } from "../../../../infra/compose/parse-compose";
import { source } from "../../compose/compose-text";
import { recordResources } from "./record-resources";

/** Proves types, names and inputs of the children; order and identity are the end-to-end tests'. */
const FOLDER = resolve(__dirname, "../../../../services");
const registered: pulumi.runtime.MockResourceArgs[] = [];
const SECRET = "Abcdefghijklmnopqrstuvwxyz123456";

beforeAll(async () => {
  await recordResources(registered);
  await deploy();
});

test("registers a resource for each part of the file, and a never started container for each service's secrets", () => {
  expect(registered.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    "berth:containers:Services services",
    "berth:index:Claim services-claim-port-443-tcp",
    "berth:index:Claim services-claim-port-80-tcp",
    "berth:index:Claim services-claim-volume-db-data",
    "berth:index:Claim services-claim-volume-gateway-data",
    "berth:index:DiskRoom services-room",
    "berth:index:PolicyModule services-policy",
    "berth:index:ReleaseHistory services-api-releases",
    "berth:index:ReleaseHistory services-db-releases",
    "berth:index:ReleaseHistory services-gateway-releases",
    "docker:index/container:Container services-api",
    "docker:index/container:Container services-api-secrets",
    "docker:index/container:Container services-db",
    "docker:index/container:Container services-db-secrets",
    "docker:index/container:Container services-gateway",
    "docker:index/image:Image services-api",
    "docker:index/image:Image services-db",
    "docker:index/image:Image services-gateway",
    "docker:index/network:Network services-app",
    "docker:index/network:Network services-data",
    "docker:index/network:Network services-edge",
    "docker:index/volume:Volume services-db-data",
    "docker:index/volume:Volume services-gateway-data",
  ]);
});

test("records what the api is built as, under a name that no registry can have", () => {
  const { image, release, ...rest } = inputsOf("services-api-releases", "berth:index:ReleaseHistory");
  expect(image).toBe(`links/api:${String(release)}`);
  expect(rest).toEqual({
    ...{ sshConfig: "/private/config", host: "main", generation: "first", service: "api" },
    ...{
      repository: "berth.invalid/links/api",
      builtAs: "links/api",
      isPinned: false,
      keep: 3,
      context: "services/api",
    },
  });
});

test("gives the api its networks, its secrets read-only, and a name with its hash", () => {
  const api = inputsOf("services-api");
  expect(api["name"]).toMatch(/^api-[0-9a-f]{8}$/);
  expect(api["networksAdvanced"]).toEqual([
    { name: expect.stringMatching(/^links-dev-app-[0-9a-f]{8}$/) as string, aliases: ["api"] },
    { name: expect.stringMatching(/^links-dev-data-[0-9a-f]{8}$/) as string, aliases: ["api"] },
  ]);
  expect(api["volumes"]).toEqual([{ fromContainer: `${String(api["name"])}-secrets:ro` }]);
  expect(api["image"]).toMatch(/^links\/api:[0-9a-f]{12}$/);
});

test("uploads secrets for root's group alone, and puts them nowhere else", () => {
  const { uploads } = inputsOf("services-api-secrets");
  // The wire's wrapping of a secret.
  expect(uploads).toMatchObject({
    value: [{ file: "/run/secrets/db_password", permissions: "0440", content: SECRET }],
  });
  const others = registered.filter(({ name }) => !name.endsWith("-secrets"));
  expect(JSON.stringify(others)).not.toContain(SECRET);
});

test("mounts the database's volume under the stack's name and keeps ports to the gateway", () => {
  expect(inputsOf("services-db")["volumes"]).toContainEqual({
    volumeName: "links-dev-db-data",
    containerPath: "/var/lib/postgresql/data",
    readOnly: false,
    selinuxRelabel: "Z",
  });
  expect(inputsOf("services-db")["securityOpts"]).toEqual([
    "no-new-privileges:true",
    "label=type:berth_db_t",
    "label=level:s0:c275,c731",
  ]);
  expect(inputsOf("services-api")["securityOpts"]).toEqual(["no-new-privileges:true", "label=type:berth_api_t"]);
  const published = registered.filter(({ inputs }) => Array.isArray((inputs as { ports?: unknown }).ports));
  expect(published.map(({ name }) => name)).toEqual(["services-gateway"]);
});

test("builds on the host from a relative path, by content", () => {
  expect(inputsOf("services-db", "docker:index/image:Image")).toEqual({
    imageName: expect.stringMatching(/^links\/db:[0-9a-f]{12}$/) as string,
    skipPush: true,
    buildOnPreview: false,
    build: {
      context: "services/db",
      dockerfile: "services/db/Dockerfile",
      args: {},
      platform: "linux/amd64",
      builderVersion: "BuilderBuildKit",
    },
  });
});

test("a container has another name on another machine or with another setting, and the same otherwise", async () => {
  const nameOf = async (changes: Parameters<typeof deploy>[0]): Promise<unknown> => {
    registered.length = 0;
    await deploy(changes);
    return inputsOf("services-api")["name"];
  };
  const first = await nameOf({});
  expect(await nameOf({})).toBe(first);
  expect(await nameOf({ generation: "second" })).not.toBe(first);
  expect(await nameOf({ edit: (text) => text.replace("192m", "200m") })).not.toBe(first);
  expect(await nameOf({ edit: (text) => text.replace("256m", "300m") })).toBe(first);
}, 30_000);

async function deploy({ generation = "first", edit = (text: string) => text } = {}): Promise<void> {
  const text = edit(readFileSync(resolve(FOLDER, "compose.yaml"), "utf8"));
  const compose = parseCompose(source(text));
  const host = {
    name: "main",
    address: pulumi.output("127.0.0.1"),
    sshPort: pulumi.output(22),
    user: "deploy",
    dockerHost: pulumi.output("ssh://deploy@127.0.0.1:22"),
    sshConfig: pulumi.output("/private/config"),
    hostPorts: pulumi.output<Record<string, number>>({}),
    rootDiskId: pulumi.output(generation),
    machine: new pulumi.ComponentResource("test:index:Machine", "machine"),
  };
  const secrets = new Map([["db_password", pulumi.secret(SECRET)]]);
  const services = new Services("services", {
    host,
    compose,
    folder: FOLDER,
    secrets,
    releases: { keep: 3, pins: {} },
  });
  await new Promise((done) => services.containers.apply(done));
  registered.splice(0, registered.length, ...registered.filter(({ type }) => type !== "test:index:Machine"));
}

function inputsOf(name: string, type = "docker:index/container:Container"): Record<string, unknown> {
  const found = registered.find((args) => args.name === name && args.type === type);
  if (found === undefined) throw new Error(`no ${type} ${name} was registered`);
  return found.inputs as Record<string, unknown>;
}
