import { createDockerProvider } from "../../../packages/docker/provider";
import { type PropertyMap, Secret, unknown } from "../../../packages/model/property";
import { FakeDaemon } from "./fake-daemon";
import daemon from "./recorded/daemon-26.1.5.json";
import official from "./recorded/official-5.2.0.json";

const volume = "urn:pulumi:dev::p::docker:index/volume:Volume::data";
const container = "urn:pulumi:dev::p::my:index:Service$docker:index/container:Container::web";
const randomSeed = new Uint8Array(32);

test("previews without a daemon, and without a configured host", async () => {
  const provider = createDockerProvider();
  const { inputs } = await provider.check({ urn: container, olds: {}, news: { image: "a" }, randomSeed });
  const created = await provider.create({ urn: container, inputs, preview: true, timeoutSeconds: 0 });
  expect(created).toMatchObject({
    id: "",
    outputs: { image: "a", name: inputs.name, hostname: unknown, networkDatas: unknown, wait: null },
  });
  expect(created.outputs).not.toHaveProperty("__defaults");
});

test("names a resource after itself and seven digits, and keeps that name", async () => {
  const provider = createDockerProvider();
  const first = await provider.check({ urn: volume, olds: {}, news: {}, randomSeed });
  expect(first.inputs).toEqual({ __defaults: ["name"], name: expect.stringMatching(/^data-[0-9a-f]{7}$/) as unknown });
  const next = await provider.check({
    urn: volume,
    olds: first.inputs,
    news: {},
    randomSeed: new Uint8Array(32).fill(1),
  });
  expect(next.inputs).toEqual(first.inputs);
});

test("reports what it serves when another resource is requested", async () => {
  const provider = createDockerProvider();
  const request = { urn: "urn:pulumi:dev::p::docker:index/service:Service::s", olds: {}, news: {}, randomSeed };
  await expect(provider.check(request)).rejects.toThrow(
    "use docker:index/service:Service: this engine serves of package docker only docker:index/container:Container",
  );
  await expect(provider.invoke({ token: "docker:index/getNetwork:getNetwork", args: {} })).rejects.toThrow(
    "serves of package docker's functions only docker:index/getRegistryImage:getRegistryImage",
  );
});

test("creates, reads and deletes through the configured daemon, and reads what is gone as gone", async () => {
  const fake = await FakeDaemon.start(({ line }) => {
    if (line.startsWith("DELETE")) return { status: 404, json: { message: "no such volume" } };
    return line === "GET /volumes/gone" ? { status: 404, json: { message: "no" } } : { json: daemon.vol };
  });
  const provider = createDockerProvider();
  await provider.configure({ urn: "", id: "", inputs: { host: `unix://${fake.socket}`, sshOpts: "[]" } });
  const { inputs } = await provider.check({ urn: volume, olds: {}, news: { name: "dbdata", labels: [] }, randomSeed });
  await expect(provider.create({ urn: volume, inputs, preview: false, timeoutSeconds: 0 })).rejects.toThrow(
    "exists with other labels",
  );
  const read = await provider.read({ urn: volume, id: "dbdata", inputs: { name: "dbdata" }, outputs: {} });
  expect(read).toMatchObject({
    id: "dbdata",
    inputs: { name: "dbdata" },
    outputs: { name: "dbdata", id: "dbdata", __meta: '{"schema_version":"1"}' },
  });
  await expect(provider.read({ urn: volume, id: "gone", inputs: {}, outputs: {} })).resolves.toEqual({
    id: "",
    inputs: {},
    outputs: {},
  });
  await expect(
    provider.delete({ urn: volume, id: "dbdata", oldInputs: {}, oldOutputs: {}, timeoutSeconds: 0 }),
  ).resolves.toBeUndefined();
  await provider.close();
  await provider.close();
  await fake.stop();
});

test.each([
  ["is another resource's", {}, "the name is in use by"],
  ["was of a resource that an earlier run has deleted is taken over", { isDeleted: true } as const, undefined],
])("a network that the daemon has already and that %s", async (_what, deleted, fault) => {
  const fake = await FakeDaemon.start(({ line }) => ({
    json: line.startsWith("GET /networks?") ? [daemon.net] : daemon.net,
  }));
  const provider = createDockerProvider();
  await provider.configure({ urn: "", id: "", inputs: { host: `unix://${fake.socket}` } });
  const urn = "urn:pulumi:dev::p::docker:index/network:Network::net";
  const { inputs } = official.net as unknown as { inputs: PropertyMap };
  const olds = { oldInputs: inputs, oldOutputs: official.net.outputs as unknown as PropertyMap };
  await provider.diff({ urn, id: daemon.net.Id, ...olds, newInputs: inputs, ignoreChanges: [], ...deleted });
  const created = provider.create({ urn, inputs, preview: false, timeoutSeconds: 0 });
  if (fault === undefined) expect(await created).toMatchObject({ id: daemon.net.Id });
  else await expect(created).rejects.toThrow(fault);
  await provider.close();
  await fake.stop();
});

test("ends what runs when it is cancelled", async () => {
  const fake = await FakeDaemon.start(() => "hang");
  const provider = createDockerProvider();
  await provider.configure({ urn: "", id: "", inputs: { host: `unix://${fake.socket}` } });
  const { inputs } = await provider.check({ urn: volume, olds: {}, news: {}, randomSeed });
  const running = provider.create({ urn: volume, inputs, preview: false, timeoutSeconds: 0 });
  setTimeout(() => void provider.cancel(), 50);
  await expect(running).rejects.toThrow("cancelled");
  await provider.close();
  await fake.stop();
});

test("finds an image's digest by the daemon, with credentials that came as a secret", async () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const fake = await FakeDaemon.start(() => ({ json: { Descriptor: { digest } } }));
  const provider = createDockerProvider();
  try {
    const logins = [{ address: "registry.example", username: "u", password: "p" }];
    const inputs = { host: `unix://${fake.socket}`, registryAuth: new Secret(JSON.stringify(logins)) };
    await provider.configure({ urn: "urn", id: "id", inputs });
    const token = "docker:index/getRegistryImage:getRegistryImage";
    const { result } = await provider.invoke({ token, args: { name: "registry.example/a:1" } });
    expect(result).toMatchObject({ name: "registry.example/a:1", sha256Digest: digest });
    expect(fake.requests.at(-1)?.login).toEqual({ username: "u", password: "p", serveraddress: "registry.example" });
  } finally {
    await provider.close();
    await fake.stop();
  }
});
