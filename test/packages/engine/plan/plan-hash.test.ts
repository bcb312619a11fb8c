import * as fc from "fast-check";
import { planHash } from "../../../../packages/engine/plan/plan-hash";

const urn = "urn:pulumi:s::p::aws:ebs/volume:Volume::data";
const step = (inputs: Record<string, unknown>) => ({ op: "create", urn, newState: { inputs } });
const hash = (inputs: Record<string, unknown>) => planHash({ steps: [step(inputs)] }, "config: {a: 1}\n");

test("order of steps and of keys, comments of the stack's file and what does not change are not the plan", () => {
  const other = { op: "delete", urn: `${urn}-old`, oldState: { id: "vol-1", inputs: { size: 1 } } };
  const same = { op: "same", urn: `${urn}-kept`, oldState: { inputs: {} }, newState: { inputs: {} } };
  const expected = planHash({ steps: [step({ size: 1, type: "gp3" }), other] }, "config: {a: 1}\n");
  expect(expected).toMatch(/^[0-9a-f]{32}$/);
  expect(
    planHash({ steps: [same, other, step({ type: "gp3", size: 1 })] }, "# why\nconfig:\n  a: 1\nencryptionsalt: v1\n"),
  ).toBe(expected);
});

test("an automatic name does not count, a name that the program wrote does", () => {
  const automatic = (name: string) => hash({ name, __defaults: ["name"] });
  expect(automatic("data-1a2b3c4")).toBe(automatic("data-9f8e7d6"));
  expect(automatic("data1a2b3c4d")).toBe(automatic("data-9f8e7d6"));
  expect(hash({ name: "data-one" })).not.toBe(hash({ name: "data-two" }));
  expect(hash({ role: "data-1111111" })).not.toBe(hash({ role: "data-2222222" }));
  expect(hash({ name: "data-1111111", __defaults: [] })).not.toBe(hash({ name: "data-2222222", __defaults: [] }));
});

test("whatever a person would see differently has another name", () => {
  const names = new Set([
    hash({ size: 1 }),
    hash({ size: 2 }),
    planHash({ steps: [{ ...step({ size: 1 }), op: "update" }] }, "config: {a: 1}\n"),
    planHash({ steps: [{ ...step({ size: 1 }), oldState: { id: "vol-1", inputs: {} } }] }, "config: {a: 1}\n"),
    planHash({ steps: [{ ...step({ size: 1 }), oldState: { id: "vol-2", inputs: {} } }] }, "config: {a: 1}\n"),
    planHash(
      { steps: [{ ...step({ size: 1 }), newState: { inputs: { size: 1 }, protect: true } }] },
      "config: {a: 1}\n",
    ),
    planHash({ steps: [step({ size: 1 })] }, "config: {a: {secure: v1:x}}\n"),
    planHash({ steps: [] }, ""),
  ]);
  expect(names.size).toBe(8);
});

test("different inputs have different names", () => {
  const value = fc.jsonValue().filter((each) => each !== null);
  fc.assert(
    fc.property(value, value, (left, right) => {
      const equal = JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
      expect(hash({ value: left }) === hash({ value: right })).toBe(equal);
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return { object: entries.map(([key, item]) => [key, sorted(item)]) };
}
