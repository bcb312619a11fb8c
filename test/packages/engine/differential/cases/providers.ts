import type { DifferentialCase } from "../differential-case";
import type { Described } from "../../support/scenario";

const provider = (name: string, inputs: Record<string, unknown>): Described => ({ name, kind: "provider", inputs });

export const providers: readonly DifferentialCase[] = [
  {
    name: "an explicit provider's settings change",
    steps: [
      {
        run: "up",
        program: { resources: [provider("p", { region: "here" }), { name: "a", options: { provider: "p" } }] },
      },
      {
        run: "preview",
        program: { resources: [provider("p", { region: "there" }), { name: "a", options: { provider: "p" } }] },
      },
      { run: "up" },
      { run: "destroy" },
    ],
  },
  {
    name: "an explicit provider is replaced, and what it made too",
    steps: [
      {
        run: "up",
        program: { resources: [provider("p", { replace: "x" }), { name: "a", options: { provider: "p" } }] },
      },
      {
        run: "preview",
        program: { resources: [provider("p", { replace: "y" }), { name: "a", options: { provider: "p" } }] },
      },
      { run: "up" },
    ],
  },
  {
    name: "a resource moves from the default provider to an explicit one",
    steps: [
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 1 } }] } },
      {
        run: "up",
        program: {
          resources: [
            provider("p", { region: "here" }),
            { name: "a", inputs: { size: 1 }, options: { provider: "p" } },
          ],
        },
      },
      { run: "up", program: { resources: [{ name: "a", inputs: { size: 1 } }] } },
    ],
  },
  {
    name: "a component's provider is its children's",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            provider("p", { region: "here" }),
            { name: "g", kind: "component", options: { providers: ["p"] } },
            { name: "a", options: { parent: "g" } },
          ],
        },
      },
      { run: "up" },
    ],
  },
  {
    name: "default providers of two versions",
    steps: [
      {
        run: "up",
        wording: "the version of a plugin",
        program: {
          resources: [
            { name: "a", options: { version: "1.0.0" } },
            { name: "b", options: { version: "1.2.0" } },
          ],
        },
      },
      {
        run: "up",
        wording: "the version of a plugin",
        program: {
          resources: [
            { name: "a", options: { version: "1.2.0" } },
            { name: "b", options: { version: "1.2.0" } },
          ],
        },
      },
    ],
  },
  {
    name: "a provider with secret and unknown settings",
    steps: [
      {
        run: "preview",
        program: {
          resources: [
            { name: "a", inputs: { size: 1 } },
            provider("p", { key: { $secret: "s" }, made: "$a.made" }),
            { name: "b", options: { provider: "p" } },
          ],
        },
      },
      { run: "up" },
      { run: "up" },
    ],
  },
];
