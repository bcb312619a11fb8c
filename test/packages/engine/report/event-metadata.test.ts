import { Secret } from "@berth/model/property";
import { eventMetadata } from "../../../../packages/engine/report/event-metadata";
import { stateOf, urnOf } from "../support/planned";

const after = stateOf("a", { inputs: { token: new Secret("hush"), list: [new Secret(1)] }, outputs: {} });
const step = {
  operation: "update" as const,
  urn: urnOf("a"),
  type: "fake:index:Thing",
  before: { ...after, id: "a-1", protect: true },
  after,
  replaceKeys: [],
  changedKeys: ["token"],
};
const signed = (fields: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...fields,
});
const hidden = signed({ ciphertext: "[secret]" });

test("a step has its states, what changed, and is logical", () => {
  const inputs = { token: hidden, list: [hidden] };
  expect(eventMetadata(step, "update", { showSecrets: false })).toMatchObject({
    op: "update",
    old: { id: "a-1", protect: true, inputs },
    new: { id: after.id ?? "", inputs },
    diffs: ["token"],
    detailedDiff: null,
    logical: true,
  });
});

test("a half of a replacement and a refresh are not logical, and empty lists are left out", () => {
  const plain = { ...step, changedKeys: [] };
  for (const operation of ["create-replacement", "refresh"] as const) {
    const metadata = eventMetadata({ ...plain, operation }, operation, { showSecrets: false });
    expect(Object.keys(metadata)).not.toEqual(expect.arrayContaining(["logical"]));
    expect(Object.keys(metadata)).not.toEqual(expect.arrayContaining(["diffs"]));
  }
});

test("secrets that are asked for are marked all the same", () => {
  const metadata = eventMetadata(step, "update", { showSecrets: true });
  expect(metadata).toMatchObject({ new: { inputs: { token: signed({ plaintext: '"hush"' }) } } });
});
