import type { DifferentialCase } from "../differential-case";
import type { Described } from "../../support/scenario";

const chain = (inputs: Record<string, number>, ...more: Described[]): { resources: Described[] } => ({
  resources: [
    { name: "a", inputs },
    { name: "b", inputs: { replaceOf: "$a.made" } },
    { name: "c", inputs: { of: "$b.made" } },
    ...more,
  ],
});

export const replacement: readonly DifferentialCase[] = [
  {
    name: "create before delete",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replace: 1 } }] } },
      { run: "preview", program: { resources: [{ name: "a", inputs: { replace: 2 } }] } },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "delete before create, by the provider",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replaceFirst: 1 } }] } },
      { run: "preview", program: { resources: [{ name: "a", inputs: { replaceFirst: 2 } }] } },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "delete before create, by the option",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replace: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replace: 2 }, options: { deleteBeforeReplace: true } }] },
      },
    ],
  },
  {
    name: "the option overrules a provider that deletes first",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replaceFirst: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replaceFirst: 2 }, options: { deleteBeforeReplace: false } }] },
      },
    ],
  },
  {
    name: "dependents whose input forces a replacement go along, create first",
    steps: [
      { run: "up", program: chain({ replace: 1 }) },
      { run: "preview", program: chain({ replace: 2 }) },
      { run: "up" },
    ],
  },
  {
    name: "dependents whose input forces a replacement go along, delete first",
    steps: [
      { run: "up", program: chain({ replaceFirst: 1 }) },
      { run: "preview", program: chain({ replaceFirst: 2 }) },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "a dependent that only dependsOn names stays when its dependency is deleted first",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { replaceFirst: 1 } },
            { name: "b", inputs: { size: 1 }, options: { dependsOn: ["a"] } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { replaceFirst: 2 } },
            { name: "b", inputs: { size: 1 }, options: { dependsOn: ["a"] } },
          ],
        },
      },
    ],
  },
  {
    name: "a dependent that is deleted first and that the program no longer has",
    steps: [
      { run: "up", program: chain({ replaceFirst: 1 }) },
      { run: "up", program: { resources: [{ name: "a", inputs: { replaceFirst: 2 } }] } },
      { run: "up" },
    ],
  },
  {
    name: "a protected dependent stops a deletion before the replacement",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { replaceFirst: 1 } },
            { name: "b", inputs: { replaceOf: "$a.made" }, options: { protect: true } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { replaceFirst: 2 } },
            { name: "b", inputs: { replaceOf: "$a.made" }, options: { protect: true } },
          ],
        },
      },
    ],
  },
  {
    name: "replaceOnChanges turns an update into a replacement",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 1, other: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { size: 2, other: 1 }, options: { replaceOnChanges: ["size"] } }] },
      },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { size: 2, other: 2 }, options: { replaceOnChanges: ["size"] } }] },
      },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { size: 2, other: 3 }, options: { replaceOnChanges: ["*"] } }] },
      },
    ],
  },
  {
    name: "the replacement's creation fails, and the next run makes it",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replace: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replace: 2 } }] },
        cloud: { fails: { "create a": "no quota" } },
      },
      { run: "up" },
    ],
  },
  {
    name: "the replacement's creation fails after the deletion, and the next run makes it",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replaceFirst: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replaceFirst: 2 } }] },
        cloud: { fails: { "create a": "no quota" } },
      },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "the old copy's deletion fails, and the next run deletes it",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replace: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replace: 2 } }] },
        cloud: { fails: { "delete a": "still in use" } },
      },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "a component's child is replaced",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "group", kind: "component" },
            { name: "a", inputs: { replace: 1 }, options: { parent: "group" } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "group", kind: "component" },
            { name: "a", inputs: { replace: 2 }, options: { parent: "group" } },
          ],
        },
      },
    ],
  },
  {
    name: "--replace of a resource that did not change",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { size: 1 } },
            { name: "b", inputs: { of: "$a.made" } },
          ],
        },
      },
      { run: "preview", options: { replaces: ["urn:pulumi:test::scenario::fake:index:Thing::a"] } },
      { run: "up", options: { replaces: ["urn:pulumi:test::scenario::fake:index:Thing::a"] } },
    ],
  },
  {
    name: "deletedWith a resource that is replaced",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { replace: 1 } },
            { name: "b", inputs: { size: 1 }, options: { deletedWith: "a" } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "a", inputs: { replace: 2 } },
            { name: "b", inputs: { size: 1 }, options: { deletedWith: "a" } },
          ],
        },
      },
    ],
  },
];
