import type { CaseStep, DifferentialCase } from "../differential-case";
import { thing } from "../thing";

const urn = (text: string): string => `urn:pulumi:test::scenario::${text}`;
const thingType = "fake:index:Thing";
const one = (name: string, id: string, more: object = {}): object => ({ type: thingType, name, id, ...more });

/** The program that takes an imported object over, with its component and its provider. */
const adopted: CaseStep = {
  run: "up",
  program: {
    resources: [
      { name: "g", kind: "component" },
      { name: "p", kind: "provider", inputs: { region: "r" } },
      thing("a", { size: 1 }, { parent: "g", provider: "p", protect: true }),
    ],
  },
};

export const imports: readonly DifferentialCase[] = [
  {
    name: "an object is imported, and the program takes it over",
    steps: [
      {
        run: "import",
        imports: { resources: [one("a", "x")] },
        cloud: { exists: { x: { size: 1 } } },
        options: { previewOnly: true },
      },
      { run: "import", imports: { resources: [one("a", "x")] } },
      { run: "import", imports: { resources: [one("a", "x")] } },
      { run: "preview", program: { resources: [thing("a", { size: 1 }, { protect: true })] } },
      { run: "up" },
      { run: "up", program: { resources: [] } },
    ],
  },
  {
    name: "an import with --protect=false into a stack with resources",
    steps: [
      { run: "up", program: { resources: [thing("a"), thing("b", { of: "$a.made" })] } },
      {
        run: "import",
        imports: { resources: [one("c", "x"), one("d", "y")] },
        cloud: { exists: { x: { size: 1 }, y: { size: 2, deep: { x: 1 } } } },
        options: { protect: false },
      },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "imports with a parent and a provider of the state",
    steps: [
      {
        run: "up",
        program: {
          resources: [
            { name: "g", kind: "component" },
            { name: "p", kind: "provider", inputs: { region: "r" } },
          ],
        },
      },
      {
        run: "import",
        imports: {
          nameTable: {
            group: urn("fake:index:Group::g"),
            own: urn("pulumi:providers:fake::p"),
          },
          resources: [one("a", "x", { parent: "group", provider: "own" }), one("b", "y", { parent: "a" })],
        },
        cloud: { exists: { x: { size: 1 }, y: { size: 2 } } },
      },
      adopted,
    ],
  },
  {
    name: "an object does not exist",
    steps: [
      {
        run: "import",
        imports: { resources: [one("a", "x")] },
        options: { previewOnly: true },
      },
      {
        run: "import",
        imports: { resources: [one("a", "x"), one("b", "y"), one("c", "z", { parent: "b" })] },
        cloud: { exists: { x: { size: 1 }, z: { size: 1 } } },
      },
      { run: "import", imports: { resources: [one("b", "y")] }, cloud: { exists: { y: { size: 1 } } } },
    ],
  },
  {
    name: "a name that the state has with another object",
    steps: [
      { run: "up", program: { resources: [thing("a")] } },
      {
        run: "import",
        imports: { resources: [one("a", "x")] },
        cloud: { exists: { x: { size: 1 } } },
      },
      {
        run: "import",
        imports: { nameTable: { gone: urn("fake:index:Group::gone") }, resources: [one("b", "x", { parent: "gone" })] },
        cloud: { exists: { x: { size: 1 } } },
      },
    ],
  },
  {
    name: "a component and a provider that the file declares",
    steps: [
      {
        run: "import",
        imports: {
          resources: [
            one("a", "x", { parent: "g", provider: "p" }),
            { type: "fake:index:Group", name: "g", component: true },
            { type: "pulumi:providers:fake", name: "p", inputs: { region: "r" } },
          ],
        },
        cloud: { exists: { x: { size: 1 } } },
      },
      adopted,
    ],
  },
  {
    name: "inputs and outputs that the file gives",
    steps: [
      {
        run: "import",
        imports: {
          resources: [
            one("a", "x", { inputs: { size: 9, password: "p" } }),
            one("b", "y", { inputs: { size: 9 }, outputs: { size: 9, made: 3 } }),
            one("c", "z", { logicalName: "called", properties: ["size"] }),
          ],
        },
        cloud: { exists: { x: { size: 1 }, z: { size: 1, more: 2 } } },
      },
      { run: "preview", program: { resources: [thing("a", { size: 1 })] } },
    ],
  },
  {
    name: "an import of inputs that Check refuses",
    steps: [
      {
        run: "import",
        imports: { resources: [one("a", "x"), one("b", "y", { properties: ["size"] })] },
        cloud: { exists: { x: { size: 1 }, y: { size: 1 } }, invalid: { a: "must be positive", b: "must be odd" } },
      },
    ],
  },
  {
    name: "an import beside an operation that was cut off and a replaced copy that waits for its deletion",
    steps: [
      { run: "up", program: { resources: [thing("a", { replace: 1 }), thing("b")] } },
      {
        run: "up",
        program: { resources: [thing("a", { replace: 2 }), thing("b")] },
        cloud: { fails: { "delete a": "still in use" } },
      },
      {
        run: "import",
        imports: { resources: [one("c", "x")] },
        cloud: { exists: { x: { size: 1 } } },
        interrupted: ["creating d", "updating b"],
      },
      {
        run: "up",
        program: { resources: [thing("a", { replace: 2 }), thing("b"), thing("d"), thing("c")] },
        differs: "interrupted creations",
      },
    ],
  },
  {
    name: "faulty files",
    steps: [
      { run: "import", imports: { resources: [{ name: "a" }, { type: thingType, id: "x" }, { type: thingType }] } },
      {
        run: "import",
        imports: {
          resources: [
            { type: "fake:index:Group", name: "g", component: true, id: "x" },
            { type: thingType, name: "h", id: "x", remote: true },
            { type: "pulumi:providers:fake", name: "p", id: "x", outputs: { a: 1 } },
          ],
        },
      },
      {
        run: "import",
        imports: {
          resources: [one("a", "x", { parent: "b" }), one("c", "y", { provider: "d" }), one("e", "z"), one("e", "z")],
        },
      },
      { run: "import", imports: { resources: [one("c", "y", { provider: "d" }), one("f", "z", { provider: "c" })] } },
    ],
  },
];
