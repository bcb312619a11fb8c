import type { DifferentialCase } from "../differential-case";

export const aliases: readonly DifferentialCase[] = [
  {
    name: "a renamed resource is found by its alias",
    steps: [
      { run: "up", program: { resources: [{ name: "old", inputs: { size: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { size: 1 }, options: { aliases: [{ name: "old" }] } }] },
      },
      { run: "up" },
    ],
  },
  {
    name: "a resource that others use is renamed in a run that updates before it",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "x", inputs: { v: 1 } },
            { name: "old", inputs: { size: 1 } },
            { name: "b", inputs: { of: "$old.made" }, options: { dependsOn: ["old"] } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "x", inputs: { v: 2 } },
            { name: "a", inputs: { size: 1 }, options: { aliases: [{ name: "old" }] } },
            { name: "b", inputs: { of: "$a.made" }, options: { dependsOn: ["a"] } },
          ],
        },
      },
      { run: "destroy" },
    ],
  },
  {
    name: "a resource is renamed and updated",
    steps: [
      { run: "up", program: { resources: [{ name: "old", inputs: { size: 1 } }] } },
      {
        run: "preview",
        program: { resources: [{ name: "a", inputs: { size: 2 }, options: { aliases: [{ name: "old" }] } }] },
      },
      { run: "up" },
    ],
  },
  {
    name: "a resource is renamed and replaced",
    steps: [
      { run: "up", program: { resources: [{ name: "old", inputs: { replace: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replace: 2 }, options: { aliases: [{ name: "old" }] } }] },
      },
      { run: "up" },
    ],
  },
  {
    name: "a resource is renamed and deleted before its replacement",
    steps: [
      { run: "up", program: { resources: [{ name: "old", inputs: { replaceFirst: 1 } }] } },
      {
        run: "up",
        program: { resources: [{ name: "a", inputs: { replaceFirst: 2 }, options: { aliases: [{ name: "old" }] } }] },
      },
    ],
  },
  {
    name: "a resource moves into a component",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 1 } }] } },
      {
        run: "up",
        program: {
          resources: [
            { name: "group", kind: "component" },
            { name: "a", inputs: { size: 1 }, options: { parent: "group", aliases: [{ parent: null }] } },
          ],
        },
      },
      { run: "up" },
    ],
  },
  {
    name: "a renamed component takes its children along",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "old", kind: "component" },
            { name: "old-child", inputs: { size: 1 }, options: { parent: "old" } },
            { name: "plain", inputs: { size: 1 }, options: { parent: "old" } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "group", kind: "component", options: { aliases: [{ name: "old" }] } },
            { name: "group-child", inputs: { size: 1 }, options: { parent: "group" } },
            { name: "plain", inputs: { size: 2 }, options: { parent: "group" } },
          ],
        },
      },
    ],
  },
  {
    name: "an alias by its whole URN, and one that matches nothing",
    steps: [
      { run: "up", program: { resources: [{ name: "old" }] } },
      {
        run: "up",
        program: {
          resources: [
            {
              name: "a",
              options: {
                aliases: [{ name: "never" }, { urn: "urn:pulumi:test::scenario::fake:index:Thing::old" }],
              },
            },
          ],
        },
      },
    ],
  },
  {
    name: "two resources claim one former URN",
    steps: [
      { run: "up", program: { resources: [{ name: "old" }] } },
      {
        run: "up",
        differs: "Check before a refused registration",
        program: {
          resources: [
            { name: "a", options: { aliases: [{ name: "old" }] } },
            { name: "b", options: { aliases: [{ name: "old" }] } },
          ],
        },
      },
    ],
  },
  {
    name: "a renamed explicit provider is not a replacement",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "old", kind: "provider", inputs: { region: "here" } },
            { name: "a", options: { provider: "old" } },
          ],
        },
      },
      {
        run: "up",
        program: {
          resources: [
            { name: "p", kind: "provider", inputs: { region: "here" }, options: { aliases: [{ name: "old" }] } },
            { name: "a", options: { provider: "p" } },
          ],
        },
      },
    ],
  },
];
