import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProject } from "../../../../packages/engine/project/project";
import type { Snapshot } from "../../../../packages/model/state";
import { createStack, openBackend } from "../../../../packages/engine/stack/backend";
import { emptyCheckpoint, encodeCheckpoint } from "../../../../packages/engine/stack/checkpoint";
import type { OpenedStack } from "../../../../packages/engine/stack/opened-stack";
import { openStack, projectBackend, saveSnapshot } from "../../../../packages/engine/stack/opened-stack";
import { plainCrypter } from "../support/plain-crypter";
import { stateOf, urnOf } from "../support/planned";
import { scratchFolder } from "../support/scratch-folder";

const folder = scratchFolder();
const project = () => readProject(folder());
const stateFile = (suffix = "") => join(folder(), `state/.pulumi/stacks/shop/dev.json${suffix}`);

beforeEach(() => {
  for (const path of ["state", "sub/state", "elsewhere/state"]) mkdirSync(join(folder(), path), { recursive: true });
  writeFileSync(join(folder(), "Pulumi.yaml"), "name: shop\nruntime: nodejs\nbackend: {url: file://./state}\n");
});

const snapshotOf = (...resources: Snapshot["resources"]): Snapshot => ({
  resources,
  pendingOperations: [],
  metadata: {},
});
const resourcesIn = (path: string): readonly string[] => {
  const { checkpoint } = JSON.parse(readFileSync(path, "utf8")) as {
    checkpoint: { latest: { resources: { urn: string }[] } };
  };
  return checkpoint.latest.resources.map(({ urn }) => urn);
};

function opened(): OpenedStack {
  const reference = { project: "shop", stack: "dev" };
  const backend = openBackend("file://./state", folder());
  createStack(backend, reference, emptyCheckpoint("organization/shop/dev"));
  const config = { config: {}, secretKeys: [] };
  const configFile = { path: "", values: {} };
  return { backend, reference, exists: true, snapshot: snapshotOf(), configFile, config, crypter: plainCrypter };
}

test("an invalid snapshot does not replace the file, and is kept beside it as the record of what the run has made", () => {
  const stack = opened();
  const [a, b] = [
    stateOf("a", { provider: undefined }),
    stateOf("b", { provider: undefined, dependencies: [urnOf("gone")] }),
  ];
  saveSnapshot(stack, snapshotOf(a));
  const message =
    `internal error: the new state is invalid and was written to ${stateFile(".refused")} only; ` +
    `${stateFile()} holds the last valid one: ` +
    `verify state: the dependency ${urnOf("gone")} of resource ${urnOf("b")} is missing`;
  expect(() => saveSnapshot(stack, snapshotOf(a, b))).toThrow(message);
  expect([resourcesIn(stateFile()), resourcesIn(stateFile(".refused"))]).toEqual([[a.urn], [a.urn, b.urn]]);
});

test("an invalid state is not worked with", async () => {
  opened();
  const broken = stateOf("b", { provider: undefined, parent: urnOf("gone") });
  const text = encodeCheckpoint({
    stack: "organization/shop/dev",
    snapshot: snapshotOf(broken),
    crypter: undefined,
    time: new Date(),
  });
  writeFileSync(stateFile(), text);
  await expect(openStack(project(), "dev", { folder: folder(), environment: {} })).rejects.toThrow(
    `verify state: the parent ${urnOf("gone")} of resource ${urnOf("b")} is missing`,
  );
});

test.each<[string, string, string | undefined, string]>([
  ["Pulumi.yaml's URL", "sub", undefined, "sub/state"],
  ["an empty PULUMI_BACKEND_URL is none", ".", "", "state"],
  ["PULUMI_BACKEND_URL", "elsewhere", "file://./state", "elsewhere/state"],
  ["PULUMI_BACKEND_URL, upwards", "sub", "file://../elsewhere", "elsewhere"],
])("as in the CLI a relative URL starts from the folder of the command: %s", (_of, place, url, root) => {
  const at = { folder: join(folder(), place), environment: { PULUMI_BACKEND_URL: url } };
  expect(projectBackend(project(), at).root).toBe(join(folder(), root));
});

test("from nothing: neither state nor secrets are read, so that no passphrase and no cloud's key is missed", async () => {
  opened();
  writeFileSync(stateFile(), "damaged");
  const secret = "  shop:token: {secure: v1:abc}\n  shop:size: 3\n";
  for (const keeper of ["secretsprovider: awskms://alias/x\nencryptedkey: abc\n", "encryptionsalt: v1:salt\n"]) {
    writeFileSync(join(folder(), "Pulumi.dev.yaml"), `${keeper}config:\n${secret}`);
    const place = { folder: folder(), environment: {} };
    await expect(openStack(project(), "dev", place)).rejects.toThrow();
    const stack = await openStack(project(), "dev", { ...place, fromNothing: true });
    expect(stack.config).toEqual({
      config: { "shop:token": "[secret]", "shop:size": "3" },
      secretKeys: ["shop:token"],
    });
    expect([stack.exists, stack.snapshot.resources]).toEqual([false, []]);
  }
});
