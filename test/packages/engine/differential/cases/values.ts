import type { DifferentialCase } from "../differential-case";
import { thing } from "../thing";

export const values: readonly DifferentialCase[] = [
  {
    name: "stack outputs come, change and go",
    steps: [
      {
        run: "up",
        program: {
          resources: [thing("a", { size: 1 })],
          outputs: { made: "$a.made", text: "one", list: [1, { x: null }] },
        },
      },
      { run: "preview", program: { resources: [thing("a", { size: 1 })], outputs: { made: "$a.made", text: "two" } } },
      { run: "up" },
      { run: "up", program: { resources: [thing("a", { size: 1 })] } },
    ],
  },
  {
    name: "secret inputs and outputs",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            thing("a", { key: { $secret: "s1" }, deep: { key: { $secret: { x: 1 } } } }),
            thing("b", { of: "$a.key" }),
          ],
          outputs: { key: "$a.key", own: { $secret: "s2" } },
        },
      },
      {
        run: "up",
        program: {
          resources: [
            thing("a", { key: { $secret: "s9" }, deep: { key: { $secret: { x: 1 } } } }),
            thing("b", { of: "$a.key" }),
          ],
          outputs: { key: "$a.key", own: { $secret: "s2" } },
        },
      },
      {
        run: "up",
        program: {
          resources: [thing("a", { key: "s9", deep: { key: { $secret: { x: 1 } } } }), thing("b", { of: "$a.key" })],
          outputs: { key: "$a.key", own: "s2" },
        },
      },
    ],
  },
  {
    name: "additionalSecretOutputs",
    steps: [
      { run: "up", program: { resources: [thing("a", { size: 1 })], outputs: { made: "$a.made" } } },
      {
        run: "up",
        program: {
          resources: [thing("a", { size: 1 }, { additionalSecretOutputs: ["made"] })],
          outputs: { made: "$a.made" },
        },
      },
      {
        run: "up",
        program: {
          resources: [thing("a", { size: 2 }, { additionalSecretOutputs: ["made"] })],
          outputs: { made: "$a.made" },
        },
      },
      { run: "refresh" },
    ],
  },
  {
    name: "assets",
    steps: [
      {
        run: "up",
        program: { resources: [thing("a", { file: { $asset: "hello" } })], outputs: { file: { $asset: "out" } } },
      },
      { run: "up" },
      { run: "up", program: { resources: [thing("a", { file: { $asset: "bye" } })] } },
      { run: "refresh" },
      { run: "destroy" },
    ],
  },
  {
    name: "resources as inputs and outputs",
    steps: [
      {
        run: "up",
        program: {
          resources: [{ name: "g", kind: "component" }, thing("a", { size: 1 }), thing("b", { of: "$a", group: "$g" })],
          outputs: { a: "$a", g: "$g" },
        },
      },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "null, numbers, booleans, empty lists and maps",
    steps: [
      { run: "up", program: { resources: [thing("a", { n: null, x: 1.5, t: true, l: [], m: {}, s: "" })] } },
      { run: "up" },
      { run: "up", program: { resources: [thing("a", { x: 1.5, t: false, l: [{}], m: { n: null }, s: "ü" })] } },
    ],
  },
  {
    name: "inputs that a preview does not know",
    steps: [
      { run: "preview", program: { resources: [thing("a", { size: 1 }), thing("b", { of: { deep: ["$a.made"] } })] } },
      { run: "up" },
      {
        run: "preview",
        program: { resources: [thing("a", { replace: 1 }), thing("b", { of: { deep: ["$a.made"] } })] },
      },
      { run: "up" },
    ],
  },
  {
    name: "a provider that cannot tell what changed",
    steps: [
      { run: "up", program: { resources: [thing("a", { size: 1, other: 1 })] }, cloud: { cannotTell: true } },
      { run: "up", cloud: { cannotTell: true } },
      { run: "up", program: { resources: [thing("a", { size: 2, more: 1 })] }, cloud: { cannotTell: true } },
    ],
  },
];
