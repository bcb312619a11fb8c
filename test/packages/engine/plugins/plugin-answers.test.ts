import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { readCheck, readDiff } from "../../../../packages/engine/plugins/plugin-answers";

test("reads the checked inputs and all failures", () => {
  const failure = new proto.CheckFailure().setProperty("size").setReason("is too small");
  const message = new proto.CheckResponse().setInputs(Struct.fromJavaScript({ name: "db" })).setFailuresList([failure]);
  expect(readCheck(message)).toEqual({
    inputs: { name: "db" },
    failures: [{ property: "size", reason: "is too small" }],
  });
});

const { DIFF_NONE, DIFF_SOME, DIFF_UNKNOWN } = proto.DiffResponse.DiffChanges;

test.each([
  [DIFF_NONE, "none"],
  [DIFF_SOME, "some"],
  [DIFF_UNKNOWN, "unknown"],
] as const)("reads the change %i as %s", (change, changes) => {
  expect(readDiff(new proto.DiffResponse().setChanges(change)).changes).toBe(changes);
});

test("reads which keys changed, which force a replacement, and the order of it", () => {
  const message = new proto.DiffResponse()
    .setChanges(DIFF_SOME)
    .setReplacesList(["zone"])
    .setDiffsList(["zone", "size"])
    .setStablesList(["id"])
    .setDeletebeforereplace(true);
  expect(readDiff(message)).toEqual({
    changes: "some",
    replaceKeys: ["zone"],
    changedKeys: ["zone", "size"],
    stableKeys: ["id"],
    deleteBeforeReplace: true,
  });
});

test("reads a detailed diff by its kinds, and one that is empty as empty", () => {
  const { Kind } = proto.PropertyDiff;
  const message = new proto.DiffResponse().setHasdetaileddiff(true);
  expect(readDiff(message).detailedDiff).toEqual({});
  const kinds = { a: Kind.ADD, b: Kind.ADD_REPLACE, c: Kind.DELETE, d: Kind.DELETE_REPLACE, e: Kind.UPDATE };
  for (const [path, kind] of Object.entries({ ...kinds, f: Kind.UPDATE_REPLACE })) {
    message.getDetaileddiffMap().set(path, new proto.PropertyDiff().setKind(kind).setInputdiff(path === "a"));
  }
  expect(readDiff(message).detailedDiff).toEqual({
    a: { kind: "add", inputDiff: true },
    b: { kind: "add-replace", inputDiff: false },
    c: { kind: "delete", inputDiff: false },
    d: { kind: "delete-replace", inputDiff: false },
    e: { kind: "update", inputDiff: false },
    f: { kind: "update-replace", inputDiff: false },
  });
});
