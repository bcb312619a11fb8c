import { inlineImportFile, parseImportFile } from "../../../../packages/engine/plan/import-file";

const thing = { type: "fake:index:Thing", name: "a", id: "x", properties: [] };
const parent = "urn:pulumi:dev::p::fake:index:Group::g";
const provider = "urn:pulumi:dev::p::pulumi:providers:fake::own";

test("the words of a command line are a file of one resource", () => {
  expect(inlineImportFile(thing)).toEqual({ nameTable: {}, resources: [thing] });
});

test("a parent and a provider are URNs, with a name before them or without", () => {
  expect(inlineImportFile({ ...thing, parent: `group=${parent}`, provider })).toEqual({
    nameTable: { group: parent, provider },
    resources: [{ ...thing, parent: "group", provider: "provider" }],
  });
});

test.each([
  [{ parent: "nothing" }, "invalid parent URN: 'nothing'"],
  [{ provider: `own=${provider}::id` }, `expected a URN but got a Provider Reference, use '${provider}' instead`],
  [
    { parent: `one=${parent}`, provider: `one=${provider}` },
    "provider and parent must have distinct names, both were 'one'",
  ],
])("%j is refused", (words, message) => {
  expect(() => inlineImportFile({ ...thing, ...words })).toThrow(message);
});

test("a file of another form is refused with its faults", () => {
  const text = JSON.stringify({ resources: [{ type: 1, properties: "size" }] });
  expect(() => parseImportFile(text, "import.json")).toThrow(
    /^import\.json does not have the expected form: resources\.0\.type: .*; resources\.0\.properties: /,
  );
});
