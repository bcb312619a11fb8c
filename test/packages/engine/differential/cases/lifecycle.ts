import type { DifferentialCase } from "../differential-case";
import { thing } from "../thing";

export const lifecycle: readonly DifferentialCase[] = [
  {
    name: "create, nothing to do, update, delete",
    steps: [
      { run: "preview", program: { resources: [thing("a"), thing("b", { of: "$a.made" })] } },
      { run: "up" },
      { run: "preview" },
      { run: "up" },
      { run: "up", program: { resources: [thing("a", { size: 2 }), thing("b", { of: "$a.made" })] } },
      { run: "preview", program: { resources: [thing("a", { size: 2 })] } },
      { run: "up" },
    ],
  },
  {
    name: "--expect-no-changes with and without changes",
    steps: [
      { run: "up", program: { resources: [thing("a")] } },
      { run: "up", options: { expectNoChanges: true } },
      { run: "preview", options: { expectNoChanges: true } },
      { run: "preview", program: { resources: [thing("a", { size: 2 })] }, options: { expectNoChanges: true } },
      { run: "up", options: { expectNoChanges: true } },
    ],
  },
  {
    name: "a protected resource is not deleted",
    steps: [
      { run: "up", program: { resources: [thing("a", { size: 1 }, { protect: true }), thing("b")] } },
      { run: "preview", program: { resources: [thing("b")] } },
      { run: "up" },
      { run: "destroy", differs: "deletions of a run when something is protected" },
    ],
  },
  {
    name: "a protected resource is not replaced",
    steps: [
      { run: "up", program: { resources: [thing("a", { replace: 1 }, { protect: true })] } },
      { run: "preview", program: { resources: [thing("a", { replace: 2 }, { protect: true })] } },
      { run: "up" },
      { run: "up", program: { resources: [thing("a", { replace: 2 })] } },
    ],
  },
  {
    name: "protection is given and lifted",
    steps: [
      { run: "up", program: { resources: [thing("a")] } },
      { run: "preview", program: { resources: [thing("a", { size: 1 }, { protect: true })] } },
      { run: "up" },
      { run: "up", program: { resources: [thing("a")] } },
      { run: "up", program: { resources: [] } },
    ],
  },
  {
    name: "retainOnDelete leaves the object",
    steps: [
      { run: "up", program: { resources: [thing("a", { replace: 1 }, { retainOnDelete: true }), thing("b")] } },
      { run: "up", program: { resources: [thing("a", { replace: 2 }, { retainOnDelete: true }), thing("b")] } },
      { run: "up", program: { resources: [thing("b")] } },
    ],
  },
  {
    name: "deletedWith spares the deletion",
    steps: [
      { run: "up", program: { resources: [thing("a"), thing("b", { size: 1 }, { deletedWith: "a" }), thing("c")] } },
      { run: "destroy" },
    ],
  },
  {
    name: "deletedWith a resource that stays",
    steps: [
      { run: "up", program: { resources: [thing("a"), thing("b", { size: 1 }, { deletedWith: "a" })] } },
      { run: "up", program: { resources: [thing("a")] } },
    ],
  },
  {
    name: "ignoreChanges of a property, of a nested one and of all",
    steps: [
      { run: "up", program: { resources: [thing("a", { size: 1, deep: { x: 1, y: 1 } })] } },
      {
        run: "up",
        program: { resources: [thing("a", { size: 2, deep: { x: 1, y: 1 } }, { ignoreChanges: ["size"] })] },
      },
      {
        run: "up",
        program: { resources: [thing("a", { size: 2, deep: { x: 2, y: 2 } }, { ignoreChanges: ["size", "deep.x"] })] },
      },
      { run: "up", program: { resources: [thing("a", { size: 3, deep: {}, more: 1 }, { ignoreChanges: ["*"] })] } },
      { run: "up", program: { resources: [thing("a", { size: 3 })] } },
    ],
  },
  {
    name: "customTimeouts change without a step",
    steps: [
      { run: "up", program: { resources: [thing("a")] } },
      {
        run: "up",
        program: { resources: [thing("a", { size: 1 }, { customTimeouts: { create: "5m", delete: "1h" } })] },
      },
      { run: "up", program: { resources: [thing("a", { size: 2 }, { customTimeouts: { update: "30s" } })] } },
    ],
  },
  {
    name: "dependencies change without a step",
    steps: [
      { run: "up", program: { resources: [thing("a"), thing("b")] } },
      { run: "up", program: { resources: [thing("a"), thing("b", { size: 1 }, { dependsOn: ["a"] })] } },
      { run: "up", program: { resources: [thing("b"), thing("a", { size: 1 }, { dependsOn: ["b"] })] } },
      { run: "destroy" },
    ],
  },
  {
    name: "a component becomes a custom resource and back",
    steps: [
      { run: "up", program: { resources: [{ name: "g", kind: "component" }] } },
      { run: "up", program: { resources: [{ name: "g", kind: "component" }, thing("g")] } },
      { run: "up", program: { resources: [thing("g")] } },
    ],
  },
  {
    name: "two resources of one URN",
    steps: [{ run: "up", program: { resources: [thing("a"), thing("a")] } }],
  },
  {
    name: "options of a component go to its children",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "g", kind: "component", options: { protect: true, retainOnDelete: true } },
            thing("a", { size: 1 }, { parent: "g" }),
            thing("b", { size: 1 }, { parent: "g", protect: false, retainOnDelete: false }),
          ],
        },
      },
      {
        run: "up",
        program: { resources: [{ name: "g", kind: "component", options: { protect: true } }] },
        differs: "deletions of a run when something is protected",
      },
    ],
  },
  {
    name: "a component within a component is deleted with its children",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "outer", kind: "component" },
            { name: "inner", kind: "component", options: { parent: "outer" } },
            thing("a", { size: 1 }, { parent: "inner" }),
            thing("b", { of: "$a.made" }),
          ],
        },
      },
      { run: "up", program: { resources: [] } },
    ],
  },
  {
    name: "destroy of dependants, twice",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            thing("a"),
            thing("b", { of: "$a.made" }),
            thing("c", { size: 1 }, { dependsOn: ["b"] }),
            thing("d"),
          ],
        },
      },
      { run: "destroy" },
      { run: "destroy" },
    ],
  },
];
