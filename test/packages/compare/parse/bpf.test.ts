import fc from "fast-check";
import { type Instruction, readFilter, runFilter } from "../../../../packages/compare/parse/bpf";

const architecture = 0xc000003e;
const call = (number: number) => ({ number, architecture });

/** Codes of linux/bpf_common.h, as libseccomp writes them. */
const load = (offset: number) => line(0x20, offset);
const ifEqual = (constant: number, jumpTrue: number, jumpFalse: number) => line(0x15, constant, jumpTrue, jumpFalse);
const answer = (value: number) => line(0x06, value);
const allow = 0x7fff0000;
const refuse = 0x00050001;

function line(code: number, constant: number, jumpTrue = 0, jumpFalse = 0): Instruction {
  return { code, constant, jumpTrue, jumpFalse };
}

test("a filter is read out of the kernel's bytes", () => {
  expect(readFilter("20000000000000001500000127000000060000000000ff7f0600000001000500")).toEqual([
    load(0),
    ifEqual(39, 0, 1),
    answer(allow),
    answer(refuse),
  ]);
  expect(() => readFilter("2000")).toThrow("not a filter");
  expect(() => readFilter("")).toThrow("not a filter");
});

test("a call is let through by its number and its architecture", () => {
  const filter = [load(4), ifEqual(architecture, 0, 2), load(0), ifEqual(39, 1, 0), answer(refuse), answer(allow)];
  expect([38, 39, 40].map((number) => runFilter(filter, call(number)))).toEqual([refuse, allow, refuse]);
  expect(runFilter(filter, { number: 39, architecture: 0x40000003 })).toBe(refuse);
});

test("arguments are zero", () => {
  const filter = [load(16), ifEqual(0, 0, 1), answer(allow), answer(refuse)];
  expect(runFilter(filter, call(0))).toBe(allow);
});

test.each<[string, number, number]>([
  ["and", 0x54, 0b1100],
  ["or", 0x44, 0b1111],
  ["shift to the right", 0x74, 0b1100 >> 3],
  ["negation", 0x84, -12 >>> 0],
  ["subtraction that wraps", 0x14, 12 - 15 + 2 ** 32],
])("arithmetic is the kernel's, of 32 bits without a sign: %s", (name, code, expected) => {
  const operand = { and: 0b1110, or: 0b0011, "shift to the right": 3, negation: 0 }[name] ?? 15;
  const filter = [line(0x00, 0b1100), line(code, operand), line(0x16, 0)];
  expect(runFilter(filter, call(0))).toBe(expected);
});

test("what is kept in memory and in the index register comes back", () => {
  const filter = [load(0), line(0x02, 3), line(0x00, 7), line(0x07, 0), line(0x60, 3), line(0x0c, 0), line(0x16, 0)];
  expect(runFilter(filter, call(30))).toBe(37);
});

test("a jump over the end and an instruction that seccomp does not take are errors", () => {
  expect(() => runFilter([line(0x05, 9)], call(0))).toThrow("without an answer");
  expect(() => runFilter([line(0x28, 0), answer(allow)], call(0))).toThrow("takes no load");
});

test("a chain of comparisons, as systemd writes them, lets exactly its own numbers through", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 466 }), { maxLength: 40 });
  fc.assert(
    fc.property(numbers, (listed) => {
      const filter = [load(0), ...listed.flatMap((number) => [ifEqual(number, 0, 1), answer(allow)]), answer(refuse)];
      const open = Array.from({ length: 467 }, (_, number) => number).filter(
        (number) => runFilter(filter, call(number)) === allow,
      );
      expect(open).toEqual([...listed].sort((a, b) => a - b));
    }),
  );
});
