import type { DifferentialCase } from "../differential-case";
import type { Scenario } from "../../support/scenario";

const chain = (size: number): Scenario => ({
  resources: [
    { name: "a", inputs: { size } },
    { name: "b", inputs: { size, of: "$a.made" } },
    { name: "c", inputs: { size, of: "$b.made" } },
    { name: "d", inputs: { size } },
  ],
});

export const failures: readonly DifferentialCase[] = [
  {
    name: "a creation fails in the middle, and the next run makes the rest",
    steps: [
      { run: "up", program: chain(1), cloud: { fails: { "create b": "no quota" } } },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "an update fails in the middle, and the next run makes the rest",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", program: chain(2), cloud: { fails: { "update b": "no quota" } } },
      { run: "up" },
    ],
  },
  {
    name: "a creation fails with --continue-on-error",
    steps: [
      {
        run: "up",
        program: chain(1),
        options: { continueOnError: true },
        cloud: { fails: { "create b": "no quota" } },
      },
      { run: "up" },
    ],
  },
  {
    name: "an update fails with --continue-on-error while something goes",
    steps: [
      { run: "up", program: { resources: [...(chain(1).resources ?? []), { name: "gone" }] } },
      {
        run: "up",
        program: chain(2),
        options: { continueOnError: true },
        cloud: { fails: { "update b": "no quota" } },
      },
      { run: "up" },
    ],
  },
  {
    name: "a resource is created and does not become ready",
    steps: [
      {
        run: "up",
        program: chain(1),
        cloud: { unready: { "create b": "it never answered" } },
        wording: "a resource that exists and is not ready",
      },
      { run: "preview" },
      { run: "up" },
      { run: "up" },
    ],
  },
  {
    name: "a resource is updated and does not become ready",
    steps: [
      { run: "up", program: chain(1) },
      {
        run: "up",
        program: chain(2),
        cloud: { unready: { "update b": "it never answered" } },
        wording: "a resource that exists and is not ready",
      },
      { run: "up" },
    ],
  },
  {
    name: "replaceOnChanges of a resource that did not become ready",
    steps: [
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { size: 1 }, options: { replaceOnChanges: ["#initerror"] } }] },
        cloud: { unready: { "create a": "it never answered" } },
        wording: "a resource that exists and is not ready",
      },
      { run: "up" },
    ],
  },
  {
    name: "inputs that Check refuses",
    steps: [
      { run: "preview", program: chain(1), cloud: { invalid: { b: "must be positive" } } },
      { run: "up", cloud: { invalid: { b: "must be positive" } } },
    ],
  },
  {
    name: "a deletion fails and its dependencies stay",
    steps: [
      { run: "up", program: chain(1) },
      {
        run: "up",
        program: { resources: [{ name: "d", inputs: { size: 1 } }] },
        cloud: { fails: { "delete b": "still in use" } },
      },
      { run: "destroy", cloud: { fails: { "delete b": "still in use" } } },
      { run: "destroy" },
    ],
  },
  {
    name: "the program fails before it has registered all",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 2 } }], throws: "the program's own fault" } },
      {
        run: "preview",
        program: { resources: [{ name: "a", inputs: { size: 2 } }], throws: "the program's own fault" },
      },
      { run: "up", program: chain(2) },
    ],
  },
  {
    name: "a run was cut off while it created",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 1 } }] } },
      { run: "up", interrupted: ["creating b"], program: chain(1), differs: "interrupted creations" },
      { run: "refresh", differs: "interrupted creations" },
      { run: "up", differs: "interrupted creations" },
    ],
  },
  {
    name: "a run was cut off while it updated and deleted",
    steps: [
      { run: "up", program: chain(1) },
      { run: "up", interrupted: ["updating b", "deleting c"], wording: "interrupted operations" },
    ],
  },
];
