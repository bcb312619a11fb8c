import type { DifferentialCase } from "../differential-case";
import { thing } from "../thing";

/** Programs whose commands run with `--json`: each kind of step, secrets, failures and messages. */
export const json: readonly DifferentialCase[] = [
  {
    name: "create, nothing to do, update, replace and delete, as JSON",
    json: true,
    steps: [
      {
        run: "preview",
        program: {
          resources: [
            thing("a"),
            thing("b", { of: "$a.made", replace: 1 }),
            thing("c", { size: 1 }, { protect: true }),
          ],
          outputs: { made: "$a.made", text: "t" },
        },
      },
      { run: "up" },
      { run: "preview" },
      { run: "up" },
      {
        run: "preview",
        program: {
          resources: [thing("a", { size: 2 }), thing("b", { of: "$a.made", replace: 2 }), thing("c"), thing("d")],
          outputs: { text: "u" },
        },
      },
      { run: "up" },
      { run: "preview", program: { resources: [thing("a", { size: 2 })] } },
      { run: "up" },
      { run: "destroy" },
    ],
  },
  {
    name: "secrets, components and explicit providers, as JSON",
    json: true,
    steps: [
      {
        run: "preview",
        program: {
          resources: [
            { name: "g", kind: "component" },
            { name: "p", kind: "provider", inputs: { region: "r" } },
            thing("a", { password: { $secret: "hidden" }, deep: { x: [1, 2] } }, { parent: "g", provider: "p" }),
          ],
          outputs: { password: { $secret: "hidden" } },
        },
      },
      { run: "up" },
      { run: "refresh" },
      { run: "refresh", cloud: { drift: { "a-1": { password: "other" } } }, differs: "a secret that a refresh reads" },
    ],
  },
  {
    name: "failures, as JSON",
    json: true,
    steps: [
      {
        run: "preview",
        program: { resources: [thing("a"), thing("b")] },
        cloud: { invalid: { b: "must be positive" } },
      },
      { run: "up", cloud: { fails: { "create b": "no quota" } } },
      { run: "up", program: { resources: [thing("a", { size: 1 }, { protect: true })] } },
      { run: "preview", program: { resources: [] } },
    ],
  },
  {
    name: "an import and a read, as JSON",
    json: true,
    steps: [
      {
        run: "import",
        imports: { resources: [{ type: "fake:index:Thing", name: "a", id: "x" }] },
        cloud: { exists: { x: { size: 1 }, y: { size: 2 } } },
        options: { previewOnly: true },
      },
      { run: "import", imports: { resources: [{ type: "fake:index:Thing", name: "a", id: "x" }] } },
      {
        run: "up",
        program: {
          resources: [thing("a", { size: 1 }, { protect: true }), { name: "b", kind: "get", inputs: { id: "y" } }],
        },
      },
    ],
  },
];
