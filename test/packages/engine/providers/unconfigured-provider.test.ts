import { createDockerProvider } from "../../../../packages/docker/provider";
import {
  absentProvider,
  plannedWithoutSettings,
  unconfiguredProvider,
} from "../../../../packages/engine/providers/unconfigured-provider";

const urn = "urn:pulumi:s::p::a:b:C::x";
const diff = { urn, id: "1", oldInputs: {}, oldOutputs: {}, newInputs: { size: 2 }, ignoreChanges: [] };
const create = { urn, inputs: { size: 2 }, preview: true, timeoutSeconds: 0 };

test("plans with a provider whose settings are not known yet as if everything changed, and reports what it could not compare", async () => {
  const warned: string[] = [];
  let closed = 0;
  const provider = unconfiguredProvider(
    (of) => warned.push(of),
    () => {
      closed += 1;
      return Promise.resolve();
    },
  );
  const olds = { size: 2, start: true, __defaults: ["start"] };
  // An update, as in the CLI; but what the provider would fill in again is not a difference.
  expect(await provider.diff({ ...diff, oldInputs: olds })).toMatchObject({ changes: "some", detailedDiff: {} });
  expect(warned).toEqual([urn]);
  // Not even the inputs may show as outputs: the provider decides those later.
  expect(await provider.create(create)).toEqual({ id: "", outputs: {} });
  await provider.close();
  expect(closed).toBe(1);
});

test("plans without an installed plugin by the inputs alone", async () => {
  const provider = absentProvider();
  expect((await provider.diff(diff)).changes).toBe("some");
  const checked = { size: 2, start: true, __defaults: ["start"] };
  expect((await provider.diff({ ...diff, oldInputs: checked })).changes).toBe("none");
  expect(await provider.create(create)).toEqual({ id: "", outputs: { size: 2 } });
  const { news, ...olds } = { news: { size: 2 }, olds: {} };
  expect(await provider.check({ urn, news, ...olds, randomSeed: new Uint8Array() })).toEqual({
    inputs: { size: 2 },
    failures: [],
  });
  expect(await provider.read({ urn, id: "1", inputs: { size: 1 }, outputs: { size: 1 } })).toEqual({
    id: "1",
    inputs: { size: 1 },
    outputs: { size: 1 },
  });
});

test("package docker is compared before its daemon's address is known: what did not change is not an update", async () => {
  const provider = plannedWithoutSettings(createDockerProvider());
  const container = "urn:pulumi:s::p::docker:index/container:Container::web";
  const news = { image: "sha256:1", name: "web", start: true };
  const olds = { ...news, __defaults: ["start"] };
  const { inputs } = await provider.check({ urn: container, olds, news, randomSeed: new Uint8Array(32) });
  const request = { urn: container, id: "1", oldInputs: inputs, oldOutputs: inputs, ignoreChanges: [] };
  expect((await provider.diff({ ...request, newInputs: inputs })).changes).toBe("none");
  expect(await provider.diff({ ...request, newInputs: { ...inputs, image: "sha256:2" } })).toMatchObject({
    changes: "some",
    replaceKeys: ["image"],
  });
});
