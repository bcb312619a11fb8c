import type { DifferentialCase } from "../differential-case";
import type { Described } from "../../support/scenario";

const get = (name: string, id: string): Described => ({ name, kind: "get", inputs: { id } });
const stackReference: Described = {
  name: "ref",
  kind: "get",
  type: "pulumi:pulumi:StackReference",
  inputs: { id: "organization/scenario/test", name: "organization/scenario/test" },
};
const exists = { "x-9": { size: 4 }, "x-8": { size: 3 } };

export const reads: readonly DifferentialCase[] = [
  {
    name: "a resource is read, again, by another id, and no more",
    steps: [
      { run: "preview", program: { resources: [get("x", "x-9")] }, cloud: { exists } },
      { run: "up" },
      { run: "up" },
      { run: "up", program: { resources: [get("x", "x-8"), { name: "a", inputs: { of: "$x.size" } }] } },
      { run: "up", program: { resources: [] } },
    ],
  },
  {
    name: "a resource to read does not exist",
    steps: [{ run: "preview", program: { resources: [get("x", "x-9")] } }, { run: "up" }],
  },
  {
    name: "a resource that was made is read",
    steps: [
      { run: "up", program: { resources: [{ name: "x", inputs: { size: 1 } }] } },
      { run: "up", program: { resources: [get("x", "x-1")] } },
      { run: "up", program: { resources: [get("x", "x-8")] }, cloud: { exists } },
    ],
  },
  {
    name: "a resource that was made is read by another id",
    steps: [
      { run: "up", program: { resources: [{ name: "x", inputs: { size: 1 } }] } },
      { run: "up", program: { resources: [get("x", "x-9")] }, cloud: { exists } },
    ],
  },
  {
    name: "a resource that was read is made",
    steps: [
      { run: "up", program: { resources: [get("x", "x-9")] }, cloud: { exists } },
      { run: "preview", program: { resources: [{ name: "x", inputs: { size: 1 } }] } },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "a stack reference, which the engine itself serves",
    steps: [
      { run: "up", program: { resources: [{ name: "a" }], outputs: { one: 1, key: { $secret: "s" } } } },
      { run: "preview", program: { resources: [{ name: "a" }, stackReference], outputs: { all: "$ref.outputs" } } },
      { run: "up" },
      { run: "refresh" },
      { run: "destroy" },
    ],
  },
  {
    name: "destroy forgets what was read",
    steps: [
      { run: "up", program: { resources: [get("x", "x-9"), { name: "a" }] }, cloud: { exists } },
      { run: "destroy" },
    ],
  },
  {
    name: "a read depends on what a preview does not know",
    steps: [{ run: "preview", program: { resources: [{ name: "a" }, get("x", "$a.id")] } }, { run: "up" }],
  },
];
