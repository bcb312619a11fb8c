import { findImage, type Registries } from "../../../../packages/docker/registry/find-image";
import { digestOf, type FakeAnswer, FakeRegistry, type FakeScript } from "./fake-registry";

const platform = (architecture: string, variant?: string) => ({ platform: { os: "linux", architecture, variant } });
const list = JSON.stringify({
  manifests: [platform("amd64"), platform("arm64", "v8"), { platform: { os: "unknown", architecture: "unknown" } }],
});
const config = JSON.stringify({ os: "linux", architecture: "arm64" });
const single = JSON.stringify({ config: { digest: digestOf(config) }, layers: [] });
const ok = (body: string): FakeAnswer => ({ body, headers: { "docker-content-digest": digestOf(body) } });
const login = { username: "u", password: "clear-text" };
const basic = `Basic ${Buffer.from("u:clear-text").toString("base64")}`;

interface Run {
  readonly path?: string;
  readonly wanted?: string;
  readonly isTrusted?: boolean;
  readonly hasLogin?: boolean;
  readonly alsoTrusted?: string;
  readonly isDefault?: boolean;
}

async function find(script: FakeScript, { path = "a/b:1", wanted = "linux/arm64", ...run }: Run = {}) {
  const registry = await FakeRegistry.start(script);
  const { host, authority, requests } = registry;
  const registries: Registries = {
    defaultHost: run.isDefault === true ? host : undefined,
    logins: run.hasLogin === true ? [{ address: host, ...login }] : [],
    authorities: run.isTrusted === false ? new Map() : new Map([[host, authority + (run.alsoTrusted ?? "")]]),
  };
  try {
    const reference = run.isDefault === undefined ? `${host}/${path}` : path;
    const found = await findImage(reference, wanted, registries).catch((error: unknown) => String(error));
    return { found: found.replaceAll(host, "HOST"), requests };
  } finally {
    await registry.stop();
  }
}

test("the digest is that of the list of platforms, by one request without credentials", async () => {
  expect(await find(() => ok(list))).toEqual({ found: digestOf(list), requests: ["GET /v2/a/b/manifests/1 -"] });
});

test("an image alone is of the platform in its config, which may be elsewhere", async () => {
  const script: FakeScript = (line) => {
    if (line.includes("/manifests/")) return ok(single);
    return line.includes("/blobs/") ? { status: 307, headers: { location: "/elsewhere" } } : { body: config };
  };
  const { found, requests } = await find(script);
  expect(found).toBe(digestOf(single));
  expect(requests.at(-1)).toBe("GET /elsewhere -");
  expect((await find(script, { wanted: "linux/amd64" })).found).toContain(
    "it does not exist for linux/amd64, only for linux/arm64: choose another tag, or set the service's platform",
  );
});

test("credentials go to the token service alone, and its token to the registry", async () => {
  const script: FakeScript = (line, { headers }) => {
    if (line.startsWith("GET /token")) return { body: JSON.stringify({ token: "t" }) };
    if (headers.authorization === "Bearer t") return ok(list);
    const realm = `https://${headers.host ?? ""}/token`;
    return {
      status: 401,
      headers: { "www-authenticate": `Bearer realm="${realm}",service="s",scope="repository:a/b:pull"` },
    };
  };
  const { found, requests } = await find(script, { hasLogin: true });
  expect(found).toBe(digestOf(list));
  expect(requests).toEqual([
    "GET /v2/a/b/manifests/1 -",
    `GET /token?service=s&scope=repository%3Aa%2Fb%3Apull ${basic}`,
    "GET /v2/a/b/manifests/1 Bearer t",
  ]);
});

test("a registry that wants the password itself gets it after its first answer; a wrong one is a fault without it", async () => {
  const script: FakeScript = (_line, { headers }) =>
    headers.authorization === basic ? ok(list) : { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } };
  expect((await find(script, { hasLogin: true })).found).toBe(digestOf(list));
  const refused = await find(() => ({ status: 401, headers: { "www-authenticate": "Basic" } }), { hasLogin: true });
  expect(refused.found).toMatch(/status 401\nthe registry refuses it: .*the login is not valid/s);
  expect(refused.found).not.toContain("clear-text");
  expect((await find(script)).found).toMatch(/status 401/);
});

test("a redirect to another site gets no credentials", async () => {
  const other = await FakeRegistry.start(() => ({ body: config }));
  const script: FakeScript = (line, { headers }) => {
    if (headers.authorization !== basic) return { status: 401, headers: { "www-authenticate": "Basic" } };
    if (line.includes("/manifests/")) return ok(single);
    return { status: 302, headers: { location: `https://${other.host}/blob` } };
  };
  try {
    expect((await find(script, { hasLogin: true, alsoTrusted: other.authority })).found).toBe(digestOf(single));
    expect(other.requests).toEqual(["GET /blob -"]);
  } finally {
    await other.stop();
  }
});

test.each<[string, FakeAnswer, RegExp]>([
  [
    "an unknown tag",
    { status: 404, body: JSON.stringify({ errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] }) },
    /status 404: MANIFEST_UNKNOWN manifest unknown\nthe registry does not have it: check the name and the tag/,
  ],
  ["a limit of pulls", { status: 429 }, /status 429\nthe registry limits how much/],
  ["an answer that is not a manifest", ok("<html>"), /the registry's answer is not an image's manifest/],
  [
    "another digest than it names",
    { body: list, headers: { "docker-content-digest": digestOf("other") } },
    /the registry's answer has the digest sha256:\w+, not sha256:\w+ as it should/,
  ],
  ["an answer without end", ok("x".repeat(5 * 1024 * 1024)), /the answer is larger than 4194304 bytes/],
  ["redirects in a circle", { status: 307, headers: { location: "/v2/a/b/manifests/1" } }, /more than 3 redirects/],
  [
    "a redirect to a site without TLS",
    { status: 307, headers: { location: "http://HOST/x" } },
    /only https is queried/,
  ],
])("a registry with %s is a fault that names the cause", async (_name, answer, expected) => {
  expect((await find(() => answer)).found).toMatch(expected);
});

test("a certificate that is not trusted, and a registry that does not answer, are errors with what to do", async () => {
  expect((await find(() => ok(list), { isTrusted: false })).found).toContain(
    "GET https://HOST/v2/a/b/manifests/1: its certificate is not trusted: give its authority's certificate as caFile",
  );
  const none = { logins: [], authorities: new Map<string, string>() };
  await expect(findImage("127.0.0.1:9/a:1", "linux/amd64", none)).rejects.toThrow("it does not answer this computer");
});

test("a reference without a registry is Docker's default one's, which has to be known", async () => {
  const { found, requests } = await find(() => ok(list), { path: "postgres", isDefault: true });
  expect(found).toBe(digestOf(list));
  expect(requests).toEqual(["GET /v2/library/postgres/manifests/latest -"]);
  expect((await find(() => ok(list), { path: "postgres:17", isDefault: false })).found).toContain(
    "set the config key defaultRegistry, or run up, then lock again",
  );
});
