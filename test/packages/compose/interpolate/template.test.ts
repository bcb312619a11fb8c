import { substitute } from "@berth/compose";
import fc from "fast-check";

const nothing = (): undefined => undefined;

test.each<[string, Record<string, string>, string]>([
  ["${A:-${B:-c}}", {}, "c"],
  ["${A:-$B}", { B: "b" }, "b"],
  ["${A:-a$$b}", {}, "a$b"],
  ["${A:+${B}x}", { A: "1", B: "b" }, "bx"],
  ['${A:-{"k":{}}}!', {}, '{"k":{}}!'],
  ["5$ and $1", {}, "5$ and $1"],
  ["${A-}", {}, ""],
  ["${A:-}", { A: "" }, ""],
])("%s with %j is %s", (template, variables, text) => {
  expect(substitute(template, (name) => variables[name])).toEqual({ text, faults: [], unset: [] });
});

test("names each variable that is not set and has nothing in its place", () => {
  expect(substitute("$A-${B}-${C:-d}", nothing)).toEqual({ text: "--d", faults: [], unset: ["A", "B"] });
});

test("reports every fault of a text, with the reason that the text gives", () => {
  const { faults } = substitute("${A:?ask $B}${}${C?}", (name) => (name === "B" ? "Ann" : undefined));
  expect(faults).toEqual([
    "the variable A must be set: ask Ann",
    "${ must be followed by a name and be closed by }; write $$ for a dollar sign",
    "the variable C must be set",
  ]);
});

test("gives back any text whose dollar signs are doubled", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(substitute(text.replaceAll("$", "$$$$"), nothing)).toEqual({ text, faults: [], unset: [] });
    }),
  );
});

test("takes a value as it is, whatever is in it", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.constantFrom("$V", "${V}", "${V:-x}", "${V:?x}", "${N:-${V}}"),
      (value, template) => {
        expect(substitute(template, (name) => (name === "V" ? value : undefined)).text).toBe(value);
      },
    ),
  );
});

test("never fails and never hangs, whatever the text is", () => {
  const anything = fc.array(fc.constantFrom("$", "{", "}", ":", "-", "?", "+", "A", "$$", "${", " "), {
    maxLength: 40,
  });
  fc.assert(fc.property(anything, (parts) => typeof substitute(parts.join(""), nothing).text === "string"));
});
