import type { DifferentialCase } from "../differential-case";
import { thing } from "../thing";

const exists = { "x-9": { size: 4 } };

export const options: readonly DifferentialCase[] = [
  {
    name: "import of what fits, then without the option",
    steps: [
      { run: "preview", program: { resources: [thing("x", { size: 4 }, { import: "x-9" })] }, cloud: { exists } },
      { run: "up" },
      { run: "up" },
      { run: "up", program: { resources: [thing("x", { size: 4 })] } },
      { run: "up", program: { resources: [thing("x", { size: 5 })] } },
    ],
  },
  {
    name: "import of what differs",
    steps: [
      { run: "preview", program: { resources: [thing("x", { size: 5 }, { import: "x-9" })] }, cloud: { exists } },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "import of what would have to be replaced",
    steps: [
      {
        run: "up",
        program: { resources: [thing("x", { replace: 5 }, { import: "x-9" })] },
        cloud: { exists: { "x-9": { replace: 4 } } },
      },
    ],
  },
  {
    name: "import of what is not there",
    steps: [{ run: "up", program: { resources: [thing("x", { size: 4 }, { import: "x-9" })] } }],
  },
  {
    name: "import over a resource of another id",
    steps: [
      { run: "up", program: { resources: [thing("x", { size: 4 })] } },
      { run: "preview", program: { resources: [thing("x", { size: 4 }, { import: "x-9" })] }, cloud: { exists } },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "import of the id that the resource has",
    steps: [
      { run: "up", program: { resources: [thing("x", { size: 4 })] } },
      { run: "up", program: { resources: [thing("x", { size: 4 }, { import: "x-1" })] } },
    ],
  },
  {
    name: "import with ignoreChanges, secrets and a parent",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "g", kind: "component" },
            thing(
              "x",
              { size: 5, key: { $secret: "s" } },
              { import: "x-9", ignoreChanges: ["size"], parent: "g", protect: true },
            ),
          ],
        },
        cloud: { exists: { "x-9": { size: 4, key: "s" } } },
      },
      { run: "up" },
    ],
  },
  {
    name: "replacementTrigger comes, changes and goes",
    steps: [
      { run: "up", program: { resources: [thing("a")] } },
      { run: "up", program: { resources: [thing("a", { size: 1 }, { replacementTrigger: "one" })] } },
      { run: "up" },
      { run: "preview", program: { resources: [thing("a", { size: 1 }, { replacementTrigger: "two" })] } },
      { run: "up" },
      { run: "up", program: { resources: [thing("a")] } },
    ],
  },
  {
    name: "replacementTrigger with an output that is not known",
    steps: [
      { run: "up", program: { resources: [thing("a"), thing("b", { size: 1 }, { replacementTrigger: ["$a.made"] })] } },
      {
        run: "preview",
        program: {
          resources: [thing("a", { replace: 2 }), thing("b", { size: 1 }, { replacementTrigger: ["$a.made"] })],
        },
      },
      { run: "up" },
    ],
  },
  {
    name: "replaceWith follows a replacement",
    steps: [
      {
        run: "up",
        program: { resources: [thing("a", { replace: 1 }), thing("b", { size: 1 }, { replaceWith: ["a"] })] },
      },
      { run: "up" },
      {
        run: "preview",
        program: { resources: [thing("a", { replace: 2 }), thing("b", { size: 1 }, { replaceWith: ["a"] })] },
      },
      { run: "up" },
      { run: "destroy" },
    ],
  },
  {
    name: "replaceWith follows a deletion before the replacement",
    steps: [
      {
        run: "up",
        program: { resources: [thing("a", { replaceFirst: 1 }), thing("b", { size: 1 }, { replaceWith: ["a"] })] },
      },
      {
        run: "up",
        program: { resources: [thing("a", { replaceFirst: 2 }), thing("b", { size: 1 }, { replaceWith: ["a"] })] },
      },
    ],
  },
  {
    name: "hideDiffs",
    steps: [
      { run: "up", program: { resources: [thing("a", { size: 1 }, { hideDiffs: ["size"] })] } },
      { run: "preview", program: { resources: [thing("a", { size: 2 }, { hideDiffs: ["size"] })] } },
      { run: "up" },
      { run: "up", program: { resources: [thing("a", { size: 2 })] } },
    ],
  },
];
