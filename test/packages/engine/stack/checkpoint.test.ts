import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  decodeSnapshot,
  emptyCheckpoint,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../../../packages/engine/stack/checkpoint";
import type { CheckpointFile } from "../../../../packages/engine/stack/checkpoint";
import { Secret } from "../../../../packages/model/property";
import { openPassphraseCrypter } from "../../../../packages/engine/project/secrets";
import type { ResourceState, Snapshot } from "../../../../packages/model/state";
import { plainCrypter } from "../support/plain-crypter";
import { anyMap } from "../support/property-arbitrary";

const time = new Date("2026-01-02T03:04:05.678Z");
const stack = "organization/shop/dev";
const signature = "4dabf18193072939515e22adb298388d";

function written(snapshot: Snapshot): string {
  return encodeCheckpoint({ stack, snapshot, crypter: plainCrypter, time });
}

function read(text: string): Snapshot {
  return decodeSnapshot(parseCheckpoint(text, "dev.json"), plainCrypter);
}

function snapshotOf(...resources: ResourceState[]): Snapshot {
  return { resources, pendingOperations: [], metadata: {} };
}

const bare: ResourceState = {
  urn: "urn:pulumi:dev::shop::a:b:C::c",
  type: "a:b:C",
  custom: true,
  inputs: {},
  outputs: {},
  dependencies: [],
  propertyDependencies: {},
};

test("a checkpoint of the CLI is read, and written back as it was but for who wrote it", async () => {
  const text = readFileSync(join(__dirname, "../fixtures/cli-checkpoint.json"), "utf8");
  const file = parseCheckpoint(text, "dev.json");
  const crypter = await openPassphraseCrypter("", file.salt ?? "");
  const snapshot = decodeSnapshot(file, crypter);
  expect(snapshot.resources.at(-1)?.inputs).toEqual({ input: { a: 1, b: new Secret("shh") } });
  const again = encodeCheckpoint({ stack: file.stack, snapshot, crypter, time });
  const { latest } = parseCheckpoint(again, "dev.json");
  expect(sharingCiphertexts(latest)).toEqual({
    ...sharingCiphertexts(file.latest),
    manifest: { time: time.toISOString(), magic: "", version: "" },
  });
});

test("every field of a resource is where Pulumi keeps it, and empty ones are left out", () => {
  const full: ResourceState = {
    ...bare,
    id: "i-1",
    inputs: { password: new Secret({ a: "<b>", nested: new Secret(1) }) },
    parent: "urn:parent",
    provider: "urn:p::id",
    dependencies: ["urn:d"],
    propertyDependencies: { password: [] },
    delete: true,
    protect: true,
    external: true,
    initErrors: ["not ready"],
    pendingReplacement: true,
    additionalSecretOutputs: ["o"],
    customTimeouts: { create: 300 },
    importId: "x",
    retainOnDelete: true,
    deletedWith: "urn:w",
    replaceWith: ["urn:r"],
    ignoreChanges: ["a.b"],
    replaceOnChanges: ["c"],
    created: "2026-01-01T00:00:00Z",
    modified: "2026-01-01T00:00:00Z",
    sourcePosition: "project:///x.ts#1,2",
    hideDiff: ["x"],
    replacementTrigger: new Secret("t"),
    extra: { somethingNew: { a: [1] } },
  };
  const text = written(snapshotOf(full, { ...bare, protect: false, initErrors: [] }));
  const file = JSON.parse(text) as { checkpoint: { latest: { resources: unknown[] } } };
  const { id, parent, provider, dependencies, initErrors, additionalSecretOutputs, customTimeouts } = full;
  const { deletedWith, replaceWith, ignoreChanges, replaceOnChanges, created, modified, sourcePosition } = full;
  expect(file.checkpoint.latest.resources).toEqual([
    {
      ...{ urn: bare.urn, type: bare.type, custom: true, id, parent, provider, dependencies, initErrors },
      ...{ additionalSecretOutputs, customTimeouts, deletedWith, replaceWith, ignoreChanges, replaceOnChanges },
      ...{ created, modified, sourcePosition, hideDiff: ["x"], somethingNew: { a: [1] } },
      replacementTrigger: { [signature]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: 'sealed "t"' },
      ...{ delete: true, protect: true, external: true, pendingReplacement: true, retainOnDelete: true, importID: "x" },
      propertyDependencies: { password: [] },
      inputs: {
        password: {
          [signature]: "1b47061264138c4ac30d75fd1eb44270",
          ciphertext: `sealed {"a":"\\u003cb\\u003e","nested":{"${signature}":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"1"}}`,
        },
      },
    },
    { urn: bare.urn, type: bare.type, custom: true },
  ]);
  expect(read(text)).toEqual(snapshotOf(full, bare));
});

test("any properties survive, NaN and infinity too", () => {
  fc.assert(
    fc.property(anyMap, anyMap, (inputs, outputs) => {
      const snapshot = snapshotOf({ ...bare, inputs, outputs });
      expect(read(written(snapshot))).toEqual(snapshot);
    }),
  );
});

test("pending operations and metadata survive", () => {
  const resource = { ...bare, inputs: { a: 1 } };
  const snapshot: Snapshot = {
    resources: [],
    pendingOperations: [{ type: "creating", resource }],
    metadata: { integrity_error: { command: "up" } },
  };
  expect(read(written(snapshot))).toEqual(snapshot);
});

test("the keys of maps are in the order of their bytes, also numbers", () => {
  const text = written(snapshotOf({ ...bare, inputs: { b: 1, "10": 1, "2": 1, é: 1, Z: -0 } }));
  expect(text).toContain('"inputs":{"10":1,"2":1,"Z":-0,"b":1,"é":1}');
});

test("a plaintext secret is read, and is encrypted when written", () => {
  const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '"x"' };
  const text = JSON.stringify({
    version: 3,
    checkpoint: { stack, latest: { manifest: {}, resources: [{ ...bare, inputs: { secret } }] } },
  });
  expect(read(text).resources[0]?.inputs).toEqual({ secret: new Secret("x") });
  expect(written(read(text))).not.toContain("plaintext");
});

test("a secret without a crypter is not written in clear but refused", () => {
  const snapshot = snapshotOf({ ...bare, inputs: { a: new Secret("canary") } });
  expect(() => encodeCheckpoint({ stack, snapshot, crypter: undefined, time })).toThrow(
    "it has secrets and no passphrase",
  );
});

test("a stack that was never deployed is empty", () => {
  const file = parseCheckpoint(emptyCheckpoint(stack), "dev.json");
  expect(file).toEqual({ stack });
  expect(decodeSnapshot(file, undefined)).toEqual(snapshotOf());
});

const restore = "dev.json.bak: look at it and, if it is sound, copy it over the file";

test.each([
  ["an empty file", "", `read state dev.json: it is empty; the state before the last write is ${restore}`],
  [
    "a truncated file",
    '{"version":3,"check',
    `read state dev.json: it is not JSON, perhaps cut off; the state before the last write is ${restore}`,
  ],
  ["zeros", "\0\0", "it is not JSON, perhaps cut off"],
  ["a list", "[]", "it is not a map"],
  ["no checkpoint", '{"version":3}', "it holds no checkpoint"],
  ["no manifest", '{"version":3,"checkpoint":{"latest":{}}}', "it has no manifest"],
  [
    "a false magic",
    '{"version":3,"checkpoint":{"latest":{"manifest":{"version":"3.0.0","magic":"00"}}}}',
    "magic does not fit",
  ],
  ["an old version", '{"version":2,"checkpoint":{}}', "version 2 is not supported"],
  ["a future version", '{"version":5,"checkpoint":{}}', "version 5 is not supported"],
  [
    "features this engine lacks",
    '{"version":4,"features":["hooks","taint"],"checkpoint":{}}',
    "it uses hooks, taint, which this engine lacks; use the pulumi CLI",
  ],
  [
    "another secrets provider",
    '{"version":3,"checkpoint":{"latest":{"manifest":{},"secrets_providers":{"type":"awskms"}}}}',
    `secrets provider "awskms" is not supported; change it with: pulumi stack change-secrets-provider passphrase`,
  ],
])("%s is refused", (_what, text, message) => {
  expect(() => parseCheckpoint(text, "dev.json")).toThrow(message);
});

test.each([
  [{ type: "t" }, "read state: a resource has no urn"],
  [{ urn: "urn:x" }, "read state: resource urn:x has no type"],
  [
    { urn: "urn:x", type: "t", dependencies: "d" },
    `read state: field "dependencies" of urn:x is not a list of strings`,
  ],
  [{ urn: "urn:x", type: "t", protect: "yes" }, `read state: field "protect" of urn:x is not a flag`],
  [{ urn: "urn:x", type: "t", inputs: [1] }, `read state: field "inputs" of urn:x is not a map`],
  [
    { urn: "urn:x", type: "t", outputs: { a: [{ [signature]: "?" }] } },
    `decode value at "urn:x outputs.a[0]": its signature is not known`,
  ],
  [
    {
      urn: "urn:x",
      type: "t",
      outputs: { a: { [signature]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "sealed canary" } },
    },
    `decode secret at "urn:x outputs.a": its plaintext is not JSON`,
  ],
])("a resource that is not sound is refused by name", (resource, message) => {
  const file: CheckpointFile = { stack, latest: { manifest: {}, resources: [resource] } };
  expect(() => decodeSnapshot(file, plainCrypter)).toThrow(
    new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`),
  );
});

/** Equal secrets, which the CLI seals apart, share a ciphertext here. */
function sharingCiphertexts(value: unknown): object {
  const text = JSON.stringify(value, (key, item: unknown) => (key === "ciphertext" ? "sealed" : item));
  return JSON.parse(text) as object;
}
