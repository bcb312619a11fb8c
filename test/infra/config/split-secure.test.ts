import fc from "fast-check";
import { splitSecure } from "../../../infra/config/split-secure";

test("counts as plain what the stack's file has in clear, with the same value, and what is empty", () => {
  const given = { TAG: "17", ON: "true", PASSWORD: "p", OTHER: "b", EMPTY: "", __proto__x: "y" };
  const written = { TAG: 17, ON: true, PASSWORD: { secure: "v1:…" }, OTHER: "a", EMPTY: { secure: "v1:…" } };
  expect(splitSecure(given, written)).toEqual({
    plain: { TAG: "17", ON: "true", EMPTY: "" },
    secure: { PASSWORD: "p", OTHER: "b", __proto__x: "y" },
  });
});

test("everything counts as secure where the stack's file has no such map: another file was used, or the map is secure as a whole", () => {
  for (const written of [undefined, null, "text", { secure: "v1:…" }])
    expect(splitSecure({ TAG: "17", toString: "x" }, written)).toEqual({
      plain: {},
      secure: { TAG: "17", toString: "x" },
    });
});

test("loses no value, and a value that differs from the file's is never plain", () => {
  const values = fc.dictionary(fc.stringMatching(/^[A-Z]{1,3}$/), fc.string());
  fc.assert(
    fc.property(values, values, (given, written) => {
      const { plain, secure } = splitSecure(given, written);
      expect({ ...plain, ...secure }).toEqual(given);
      for (const [name, value] of Object.entries(plain)) expect(value === "" || written[name] === value).toBe(true);
    }),
  );
});
