import type { DifferentialCase } from "../differential-case";
import type { Scenario } from "../../support/scenario";

const pair: Scenario = {
  resources: [
    { name: "a", inputs: { size: 1 } },
    { name: "b", inputs: { size: 1, of: "$a.made" } },
  ],
  outputs: { size: "$a.size" },
};

export const refresh: readonly DifferentialCase[] = [
  {
    name: "nothing has changed",
    steps: [{ run: "up", program: pair }, { run: "refresh" }, { run: "refresh", options: { expectNoChanges: true } }],
  },
  {
    name: "a property has changed, and up sets it again",
    steps: [
      { run: "up", program: pair },
      { run: "refresh", cloud: { drift: { "a-1": { size: 7 } } } },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "only what the provider adds has changed",
    steps: [{ run: "up", program: pair }, { run: "refresh", cloud: { drift: { "a-1": { made: 9 } } } }, { run: "up" }],
  },
  {
    name: "--expect-no-changes finds drift",
    steps: [
      { run: "up", program: pair },
      { run: "refresh", options: { expectNoChanges: true }, cloud: { drift: { "a-1": { size: 7 } } } },
    ],
  },
  {
    name: "an object is gone, and up makes it again",
    steps: [
      { run: "up", program: pair },
      { run: "refresh", cloud: { gone: ["a-1"] } },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "--refresh of preview, up and destroy",
    steps: [
      { run: "up", program: pair },
      { run: "preview", options: { refresh: true }, cloud: { drift: { "a-1": { size: 7 } } } },
      { run: "up", options: { refresh: true } },
      { run: "up", options: { refresh: true }, cloud: { gone: ["b-2"] } },
      { run: "destroy", options: { refresh: true }, cloud: { gone: ["a-1"] } },
    ],
  },
  {
    name: "refresh of one target",
    steps: [
      { run: "up", program: pair },
      {
        run: "refresh",
        options: { targets: ["urn:pulumi:test::scenario::fake:index:Thing::b"] },
        cloud: { drift: { "a-1": { size: 7 }, "b-2": { size: 8 } } },
      },
    ],
  },
  {
    name: "an old copy that waits for its deletion is gone",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { replace: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replace: 2 } }] },
        cloud: { fails: { "delete a": "still in use" } },
      },
      { run: "refresh", cloud: { gone: ["a-1"] } },
      { run: "up" },
    ],
  },
  {
    name: "with components, ignoreChanges and external resources",
    steps: [
      {
        run: "up",
        cloud: { exists: { "x-9": { size: 4 } } },
        program: {
          resources: [
            { name: "g", kind: "component" },
            { name: "a", inputs: { size: 1 }, options: { parent: "g", ignoreChanges: ["size"] } },
            { name: "x", kind: "get", inputs: { id: "x-9" } },
          ],
        },
      },
      { run: "refresh", cloud: { drift: { "a-1": { size: 7 }, "x-9": { size: 5 } } } },
      { run: "up" },
    ],
  },
];
