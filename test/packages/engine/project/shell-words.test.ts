import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { shellWords } from "../../../../packages/engine/project/shell-words";

test.each([
  ["", []],
  ["  --import tsx  -r ./x ", ["--import", "tsx", "-r", "./x"]],
  [`--title="a b"'c d'e\\ f ''`, ["--title=a bc de f", ""]],
  [`"a\\"b\\$c\\d" '\\'`, [`a"b$c\\d`, "\\"]],
])("%j", (text, words) => {
  expect(shellWords(text)).toEqual(words);
});

test("a shell splits the same way", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "-", "=", " ", "\\", '"', "'") });
  const samples = fc.sample(text, { numRuns: 200, seed: 1 }).filter((sample) => splits(sample) !== undefined);
  const script = samples.map((sample) => `printf '<%s>' ${sample}\necho`).join("\n");
  const lines = execFileSync("sh", ["-c", script], { encoding: "utf8" }).trimEnd().split("\n");
  expect(samples.map((sample) => `<${(splits(sample) ?? []).join("><")}>`)).toEqual(lines);
});

test.each(["'a", '"a', "a'b", "a\\"])("%s is refused", (text) => {
  expect(() => shellWords(text)).toThrow(`split "${text}": a quote is not closed`);
});

function splits(text: string): readonly string[] | undefined {
  try {
    return shellWords(text);
  } catch {
    return undefined;
  }
}
