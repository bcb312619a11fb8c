import { parseRegistryAuth, registryOf } from "../../../../packages/docker/remote-image/registry-login";
import { pullImage } from "../../../../packages/docker/remote-image/image-pull";
import { resolveImage } from "../../../../packages/docker/remote-image/resolve-image";
import { FakeDaemon, type Request, type Script } from "../fake-daemon";

const digest = `sha256:${"a".repeat(64)}`;
const logins = [
  { address: "registry.example:5000", username: "u", password: "clear-text" },
  { address: "index.example", username: "d", password: "default" },
];
const platforms = [
  { os: "linux", architecture: "amd64" },
  { os: "linux", architecture: "arm", variant: "v7" },
  { os: "unknown", architecture: "unknown" },
];

async function run<T>(
  script: Script,
  use: (fake: FakeDaemon) => Promise<T>,
): Promise<{ result: unknown; requests: Request[] }> {
  const fake = await FakeDaemon.start(script);
  try {
    const result = await use(fake).catch((error: unknown) => String(error));
    return { result, requests: fake.requests.filter(({ line }) => line !== "GET /_ping") };
  } finally {
    await fake.stop();
  }
}

const answers: Script = ({ line }) =>
  line === "GET /info"
    ? { json: { IndexServerAddress: "https://v1.index.example/v1/" } }
    : line.startsWith("POST")
      ? { raw: "{}" }
      : { json: { Descriptor: { digest }, Platforms: platforms } };

test("resolves a tag by the daemon, with its platforms, and without credentials where there are none for it", async () => {
  const { result, requests } = await run(answers, (fake) =>
    resolveImage("other.example/a/b:1", { daemon: fake.daemon(), logins }),
  );
  expect(result).toEqual({ digest, platforms: ["linux/amd64", "linux/arm/v7"] });
  expect(requests.map(({ line, login }) => [line, login])).toEqual([
    ["GET /distribution/other.example/a/b:1/json", undefined],
  ]);
});

test("gives a registry its own credentials alone, and the default one's to images that name none", async () => {
  const own = await run(answers, (fake) =>
    resolveImage("registry.example:5000/a:1", { daemon: fake.daemon(), logins }),
  );
  expect(own.requests.at(-1)?.login).toEqual({
    username: "u",
    password: "clear-text",
    serveraddress: "registry.example:5000",
  });
  const short = await run(answers, (fake) => resolveImage("postgres:17", { daemon: fake.daemon(), logins }));
  expect(short.requests.at(-1)?.login).toEqual({ username: "d", password: "default", serveraddress: "index.example" });
});

test("pulls with the credentials, too", async () => {
  const { requests } = await run(answers, (fake) =>
    pullImage({ image: "registry.example:5000/a:1", platform: undefined }, fake.context(fake.daemon(), { logins })),
  );
  expect(requests.map(({ line, login }) => [line, login])).toEqual([
    [
      "POST /images/create?fromImage=registry.example:5000/a&tag=1",
      { username: "u", password: "clear-text", serveraddress: "registry.example:5000" },
    ],
  ]);
});

test.each([
  [403, "denied: requested access to the resource is denied", "needs a login"],
  [404, "manifest unknown: manifest unknown", "check the name and the tag"],
  [429, "toomanyrequests: rate limit exceeded", "limits how much this address may pull"],
])("explains a refusal with status %i, without credentials in it", async (status, message, hint) => {
  const { result } = await run(
    () => ({ status, json: { message } }),
    (fake) => resolveImage("registry.example:5000/a:1", { daemon: fake.daemon(), logins }),
  );
  expect(result).toContain(`find image registry.example:5000/a:1 in its registry: ${message}`);
  expect(result).toContain(hint);
  expect(result).not.toContain("clear-text");
});

test("an answer without a digest is an error", async () => {
  const { result } = await run(
    () => ({ json: {} }),
    (fake) => resolveImage("a:1", { daemon: fake.daemon(), logins: [] }),
  );
  expect(result).toContain("has no digest");
});

test("knows an image's registry by the first part of its name", () => {
  expect(["a", "a/b:1", "localhost/a", "a.b/c", "a:5000/b@sha256:x", "localhost:5000/a:1"].map(registryOf)).toEqual([
    undefined,
    undefined,
    "localhost",
    "a.b",
    "a:5000",
    "localhost:5000",
  ]);
});

test("takes the plugin's registryAuth as a list or its JSON text, and no form of it that would be ignored", () => {
  const one = { address: "https://a.example/v2/", username: "u", password: "p" };
  expect(parseRegistryAuth(JSON.stringify([one]))).toEqual([{ address: "a.example", username: "u", password: "p" }]);
  expect(parseRegistryAuth([{ ...one, configFile: null }])).toHaveLength(1);
  expect(parseRegistryAuth(undefined)).toEqual([]);
  for (const wrong of ["x", "{}", [{ address: "a" }], [{ ...one, configFile: "/x" }]])
    expect(parseRegistryAuth(wrong)).toBeUndefined();
});
