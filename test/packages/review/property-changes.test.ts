import { propertyChanges } from "../../../packages/review/property-changes";
import { plannedStep } from "./support/planned-step";

const type = "aws:ec2/instance:Instance";

test("leaves that differ, what forces a replacement first; Pulumi's own keys are left out", () => {
  const before = { size: 1, tags: { a: "1", b: "2" }, ami: "ami-1", __defaults: [] };
  const after = { size: 1, tags: { a: "1", c: "3" }, ami: "ami-2", __defaults: ["x"] };
  const step = plannedStep(
    type,
    "replace",
    { before, after },
    { detailedDiff: { ami: "update-replace", "tags.b": "delete" } },
  );
  expect(propertyChanges(step)).toEqual([
    { path: "ami", kind: "update", forces: true, before: "ami-1", after: "ami-2" },
    { path: "tags.b", kind: "delete", forces: false, before: "2" },
    { path: "tags.c", kind: "add", forces: false, after: "3" },
  ]);
});

test("elements with names are compared by them, texts as a set, and a changed order is a change", () => {
  const before = { ports: [{ external: 80, internal: 1 }], envs: ["A=1", "B=2"], order: ["x", "y"] };
  const after = {
    ports: [
      { external: 443, internal: 2 },
      { external: 80, internal: 1 },
    ],
    envs: ["B=3", "A=1"],
    order: ["y", "x"],
  };
  expect(
    propertyChanges(plannedStep(type, "update", { before, after })).map(({ path, kind }) => `${kind} ${path}`),
  ).toEqual(["delete envs[]", "add envs[]", "update order", "add ports[443]"]);
});

test("a secret that changed is named, though both sides look alike; a reason of Pulumi's own is not an input", () => {
  const inputs = { token: "[secret]" };
  const step = plannedStep(
    type,
    "update",
    { before: inputs, after: inputs },
    { changedKeys: ["token"], replaceKeys: ["provider"] },
  );
  expect(propertyChanges(step)).toEqual([
    { path: "token", kind: "update", forces: false, before: "[secret]", after: "[secret]" },
  ]);
});

test("a text in base64 is a diff of its lines, and one that becomes unknown is all gone", () => {
  const wrap = (text: string) => Buffer.from(text).toString("base64");
  const old = "#cloud-config\npackages: [docker]\n";
  const [change] = propertyChanges(
    plannedStep(type, "update", {
      before: { userDataBase64: wrap(old) },
      after: { userDataBase64: wrap(`${old}timezone: UTC\n`) },
    }),
  );
  expect(change?.text).toEqual({
    encoding: "base64",
    lines: ["@@ -1,2 +1,3 @@", " #cloud-config", " packages: [docker]", "+timezone: UTC"],
  });
});
