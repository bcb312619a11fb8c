import { checkInputs } from "../../../../packages/docker/bridge/check-inputs";
import { diffResource } from "../../../../packages/docker/bridge/diff-resource";
import { pullImage } from "../../../../packages/docker/remote-image/image-pull";
import { remoteImageResource } from "../../../../packages/docker/remote-image/remote-image";
import { remoteImageFields } from "../../../../packages/docker/remote-image/remote-image-fields";
import type { PropertyMap } from "../../../../packages/model/property";
import { FakeDaemon, type Answer, type Script } from "../fake-daemon";

const digest = `sha256:${"a".repeat(64)}`;
const found = { json: { Id: "sha256:1", RepoDigests: [`other@${digest}`, `db@${digest}`] } };
const missing = { status: 404, json: { message: "No such image: db:1" } };
const pulled = { raw: '{"status":"Pulling from db","id":"1"}\n{"status":"Status: Downloaded newer image for db:1"}\n' };

async function run<T>(script: Script, use: (context: ReturnType<FakeDaemon["context"]>) => Promise<T>) {
  const fake = await FakeDaemon.start(script);
  const client = fake.daemon();
  const said: string[] = [];
  try {
    const context = fake.context(client, { onStatus: (message) => said.push(message) });
    const result = await use(context).catch((error: unknown) => error);
    return { result, said, lines: fake.lines() };
  } finally {
    client.close();
    await fake.stop();
  }
}

/** A daemon that lacks the image until it has been pulled. */
function registry(...pulls: readonly Answer[]): Script {
  let tries = 0;
  return ({ line }) => {
    if (line.startsWith("POST /images/create")) return pulls[Math.min(tries++, pulls.length - 1)];
    return tries === 0 ? missing : found;
  };
}

const create = (news: PropertyMap) => (context: ReturnType<FakeDaemon["context"]>) =>
  remoteImageResource.create(checkInputs(remoteImageFields, news).inputs, context);

test("pulls what the host lacks, and reports its id and the digest of its own repository", async () => {
  const { result, lines } = await run(registry(pulled), create({ name: "db:1", platform: "linux/amd64" }));
  expect(result).toEqual({ id: "sha256:1db:1", read: { imageId: "sha256:1", repoDigest: `db@${digest}` } });
  expect(lines).toEqual([
    "GET /images/db:1/json",
    "POST /images/create?fromImage=db&tag=1&platform=linux/amd64",
    "GET /images/db:1/json",
  ]);
});

test("takes what the host has, unless something triggers a pull", async () => {
  const script: Script = ({ line }) => (line.startsWith("POST") ? pulled : found);
  expect((await run(script, create({ name: "db:1" }))).lines).toEqual([
    "GET /images/db:1/json",
    "GET /images/db:1/json",
  ]);
  const triggered = await run(script, create({ name: "db:1", pullTriggers: [digest] }));
  expect(triggered.lines).toEqual(["POST /images/create?fromImage=db&tag=1", "GET /images/db:1/json"]);
});

test("pulls by digest when there is one, whatever the tag", async () => {
  const { lines } = await run(registry(pulled), create({ name: `r.io/db:1@${digest}` }));
  expect(lines[1]).toBe(`POST /images/create?fromImage=r.io/db&tag=${digest}`);
});

const refusals: readonly (readonly [string, Answer, string])[] = [
  [
    "a missing tag",
    { status: 404, json: { message: "manifest for db:1 not found: manifest unknown" } },
    "manifest for db:1 not found: manifest unknown\nthe registry does not have it",
  ],
  [
    "a private image",
    {
      status: 404,
      json: { message: "pull access denied for db, repository does not exist or may require 'docker login'" },
    },
    "the registry refuses it: the name is wrong, or the image is private",
  ],
  [
    "a port that SELinux keeps the daemon from",
    {
      status: 500,
      json: { message: 'Get "http://r.io:5000/v2/": dial tcp 10.0.0.1:5000: connect: permission denied' },
    },
    "SELinux of the host keeps the Docker daemon from that port",
  ],
  [
    "a registry that the host does not trust",
    {
      status: 500,
      json: {
        message:
          'Get "https://r.io/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      },
    },
    "the host does not trust the registry's certificate",
  ],
  [
    "a limit",
    { status: 500, json: { message: "toomanyrequests: You have reached your unauthenticated pull rate limit" } },
    "the registry limits how much this address may pull",
  ],
  [
    "a full disk",
    { raw: '{"errorDetail":{},"error":"write /var/lib/docker/tmp/x: no space left on device"}\n' },
    "the host's data disk is full: raise dataDiskGiB",
  ],
  [
    "another platform",
    { status: 404, json: { message: "no matching manifest for linux/amd64 in the manifest list entries" } },
    "the image does not exist for this platform",
  ],
];

test.each(refusals)("reports %s with what to do, without another try", async (_name, answer, expected) => {
  const { result, lines } = await run(registry(answer), create({ name: "db:1" }));
  expect((result as Error).message).toMatch(/^pull image db:1: /);
  expect((result as Error).message).toContain(expected);
  expect(lines.filter((line) => line.startsWith("POST"))).toHaveLength(1);
});

test("tries again after what may pass, and gives up with the last reason", async () => {
  const down = { status: 500, json: { message: 'Get "https://r.io/v2/": dial tcp: i/o timeout' } };
  const passing = await run(registry(down, down, pulled), (context) =>
    pullImage({ image: "db:1", platform: undefined, pausesMs: [1, 1, 1] }, context),
  );
  expect(passing.result).toBeUndefined();
  expect(passing.said.filter((message) => message.includes("trying again"))).toHaveLength(2);
  const lasting = await run(registry(down), (context) =>
    pullImage({ image: "db:1", platform: undefined, pausesMs: [1, 1] }, context),
  );
  expect((lasting.result as Error).message).toContain("i/o timeout\nthe registry does not answer");
  expect(lasting.lines).toHaveLength(3);
});

test("reads what the host has now, and what it has no longer as gone", async () => {
  const existing = { id: "x", inputs: {}, outputs: { name: "db:1" } };
  const there = await run(
    () => found,
    (context) => remoteImageResource.read(existing, context),
  );
  expect(there.result).toEqual({ imageId: "sha256:1", repoDigest: `db@${digest}` });
  const gone = await run(
    () => missing,
    (context) => remoteImageResource.read(existing, context),
  );
  expect(gone.result).toBeUndefined();
});

test("removes the image, unless it is kept", async () => {
  const remove = (outputs: PropertyMap) => (context: ReturnType<FakeDaemon["context"]>) =>
    remoteImageResource.delete({ id: "x", inputs: {}, outputs }, context);
  const answers: Script = () => ({ json: [] });
  expect((await run(answers, remove({ name: "db:1" }))).lines).toEqual(["DELETE /images/db:1?force=false"]);
  expect((await run(answers, remove({ name: "db:1", keepLocally: true }))).lines).toEqual([]);
});

test.each(["name", "platform", "pullTriggers", "triggers"])("replaces when %s changes", (key) => {
  const old: PropertyMap = { name: "db:1", platform: "linux/amd64", pullTriggers: ["a"], triggers: { a: "1" } };
  const changed: PropertyMap = { name: "db:2", platform: "linux/arm64", pullTriggers: ["b"], triggers: { a: "2" } };
  const newInputs = { ...old, [key]: changed[key] ?? "" };
  const request = { urn: "", id: "", oldInputs: old, oldOutputs: old, newInputs, ignoreChanges: [] };
  expect(diffResource(remoteImageFields, request, false)).toMatchObject({ changes: "some", replaceKeys: [key] });
});

test("records what is kept without replacing, and refuses builds by name", () => {
  const old: PropertyMap = { name: "db:1" };
  const request = {
    urn: "",
    id: "",
    oldInputs: old,
    oldOutputs: old,
    newInputs: { ...old, keepLocally: true },
    ignoreChanges: [],
  };
  expect(diffResource(remoteImageFields, request, false)).toMatchObject({ changes: "some", replaceKeys: [] });
  expect(checkInputs(remoteImageFields, { name: "db:1", build: { context: "." } }).failures).toContainEqual({
    property: "build",
    reason: "is not supported by this engine; build with an Image resource",
  });
});
