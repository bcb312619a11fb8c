import { faultsOf } from "../../../../packages/provider/fields";
import { newPassword, password } from "../../../../packages/provider/password/password";

test("has the requested length, of letters and digits", () => {
  expect(newPassword(24)).toMatch(/^[A-Za-z0-9]{24}$/);
});

test("uses every character about as often as any other", () => {
  const counts = new Map<string, number>();
  for (const character of newPassword(62_000)) counts.set(character, (counts.get(character) ?? 0) + 1);
  // 1000 expected of each; 200 away is more than 6 standard deviations.
  expect(counts.size).toBe(62);
  expect([...counts.values()].filter((count) => Math.abs(count - 1000) > 200)).toEqual([]);
});

test("refuses a length that can be guessed", () => {
  expect(faultsOf(password.fields, { length: 8 })).toEqual([
    { property: "length", reason: "must be a whole number from 16 to 1024 (got 8)" },
  ]);
});
