import { parseHashedPreview } from "../../../../packages/engine/plan/hashed-preview";

test("keeps of a preview what a plan's name is made of", () => {
  const state = { id: "1", inputs: { size: 1 }, protect: true, retainOnDelete: false };
  const step = { op: "update", urn: "urn:a", oldState: state, newState: { inputs: {} } };
  const noise = { config: {}, duration: 5, changeSummary: { update: 1 } };
  const text = JSON.stringify({ ...noise, steps: [{ ...step, provider: "urn:p", diffReasons: ["size"] }] });
  expect(parseHashedPreview(text)).toEqual({ steps: [step] });
  expect(parseHashedPreview("{}")).toEqual({});
});

test.each([
  ["error: no stack", "the preview is not JSON: error: no stack"],
  ['{"steps":[{"op":1}]}', "steps.0.op: Invalid type: Expected string but received 1; steps.0.urn: Invalid key"],
])("refuses %s", (text, message) => {
  expect(() => parseHashedPreview(text)).toThrow(message);
});
