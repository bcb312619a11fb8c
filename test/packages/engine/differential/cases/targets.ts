import type { DifferentialCase } from "../differential-case";
import type { Described, Scenario } from "../../support/scenario";

const urn = (name: string) => `urn:pulumi:test::scenario::fake:index:Thing::${name}`;
const chain = (size: number, ...more: Described[]): Scenario => ({
  resources: [
    { name: "a", inputs: { size } },
    { name: "b", inputs: { size, of: "$a.made" } },
    { name: "c", inputs: { size, of: "$b.made" } },
    ...more,
  ],
});

export const targets: readonly DifferentialCase[] = [
  {
    name: "one target is updated",
    steps: [
      { run: "up", program: chain(1) },
      { run: "preview", program: chain(2), options: { targets: [urn("b")] } },
      { run: "up", options: { targets: [urn("b")] } },
      { run: "up" },
    ],
  },
  {
    name: "a target and its dependents, a pattern",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", program: chain(2), options: { targets: [urn("b")], targetDependents: true } },
      { run: "up", program: chain(3), options: { targets: ["**Thing::a"] } },
    ],
  },
  {
    name: "exclude, with and without dependents",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", program: chain(2), options: { excludes: [urn("a")] } },
      { run: "up", program: chain(3), options: { excludes: [urn("b")], excludeDependents: true } },
    ],
  },
  {
    name: "a new resource that is not targeted",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 1 } }] } },
      { run: "up", program: chain(2), options: { targets: [urn("a")] } },
      { run: "preview", program: chain(3), options: { targets: [urn("c")] } },
      { run: "up", program: chain(3), options: { targets: [urn("c")] } },
    ],
  },
  {
    name: "a target that is not there",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", program: chain(2), options: { targets: [urn("a"), urn("x")] } },
      { run: "destroy", options: { targets: [urn("x")] } },
    ],
  },
  {
    name: "a deletion is targeted that others depend on",
    steps: [
      { run: "up", program: chain(1, { name: "d" }) },
      {
        run: "preview",
        program: { resources: [{ name: "a", inputs: { size: 1 } }] },
        options: { targets: [urn("b")] },
        differs: "Diff of what depends on a deleted target",
      },
      { run: "up", options: { targets: [urn("b")] }, differs: "Diff of what depends on a deleted target" },
      {
        run: "up",
        options: { targets: [urn("b")], targetDependents: true },
        differs: "Diff of what depends on a deleted target",
      },
    ],
  },
  {
    name: "destroy of targets",
    steps: [
      { run: "up", program: chain(1, { name: "d" }) },
      { run: "destroy", options: { targets: [urn("b")] }, differs: "Diff of what depends on a deleted target" },
      {
        run: "destroy",
        options: { targets: [urn("b")], targetDependents: true },
        differs: "Diff of what depends on a deleted target",
      },
      { run: "destroy", options: { targets: [urn("d")] } },
    ],
  },
  {
    name: "destroy that excludes",
    steps: [
      { run: "up", program: chain(1, { name: "d" }) },
      { run: "destroy", options: { excludes: [urn("b")] } },
      { run: "destroy", options: { excludes: [urn("a")] } },
    ],
  },
  {
    name: "a target within a component",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "g", kind: "component" },
            { name: "a", inputs: { size: 1 }, options: { parent: "g" } },
            { name: "b", inputs: { size: 1 }, options: { parent: "g" } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "g", kind: "component" },
            { name: "a", inputs: { size: 2 }, options: { parent: "g" } },
            { name: "b", inputs: { size: 2 }, options: { parent: "g" } },
          ],
        },
        options: { targets: ["**::a"] },
        differs: "order of kept resources in the state",
      },
      { run: "up", options: { targets: ["**Group::g"], targetDependents: true } },
    ],
  },
  {
    name: "--replace of a target",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", options: { targets: [urn("a")], replaces: [urn("a")] } },
      { run: "up", options: { replaces: [urn("x")] } },
    ],
  },
];
