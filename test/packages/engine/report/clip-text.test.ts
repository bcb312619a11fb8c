import { clipChange, clipText } from "../../../../packages/engine/report/clip-text";

const lines = (count: number, of = "line") => Array.from({ length: count }, (_, index) => `${of} ${index + 1}`);

test.each([
  ["", '""'],
  ['short "quoted"', String.raw`"short \"quoted\""`],
  ["one\ntwo\n", String.raw`"one\ntwo\n"`],
  ["x".repeat(160), `"${"x".repeat(160)}"`],
  ["x".repeat(161), `"${"x".repeat(80)}"… (161 characters)`],
  [lines(4).join("\n"), '"line 1"… (4 lines, 27 characters)'],
])("text %# is whole where short, else its start and its size", (text, shown) => {
  expect(clipText(text)).toBe(shown);
});

const long = lines(30);
const withLines = (at: number, count: number, ...now: readonly string[]) => long.toSpliced(at, count, ...now);

test.each<[string, string, string, string]>([
  ["two short ones", "a", "b", '"a" => "b"'],
  ["one line of many", long.join("\n"), withLines(11, 1, "else").join("\n"), 'line 12: "line 12" => "else"'],
  [
    "more lines",
    long.join("\n"),
    withLines(4, 2, "a", "b", "c").join("\n"),
    'line 5: "line 5" => "a" (2 lines became 3)',
  ],
  ["a line that is new", long.join("\n"), withLines(4, 0, "new").join("\n"), 'line 5: nothing => "new"'],
  ["a line that is gone", long.join("\n"), withLines(4, 1).join("\n"), 'line 5: "line 5" => nothing'],
  ["the line that ends the text", long.join("\n"), [...long, ""].join("\n"), 'line 31: nothing => ""'],
  [
    "a long line",
    `${"x".repeat(200)}old`,
    `${"x".repeat(200)}new`,
    `…"${"x".repeat(20)}old" => …"${"x".repeat(20)}new"`,
  ],
  ["a long line that is another", "a".repeat(200), "b".repeat(200), `"${"a".repeat(80)}"… => "${"b".repeat(80)}"…`],
])("a change of texts shows where they differ: %s", (_name, old, now, shown) => {
  expect(clipChange(old, now)).toBe(shown);
});
