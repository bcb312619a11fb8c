import { readEnvFile } from "@berth/compose";

const read = (text: string, around: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(readEnvFile(text, (name) => around[name]).values);

test("reads names, quotes, comments, exports and variables", () => {
  const text = `# a comment
A=1 # after
B = two words\t
export C='$A as it is'
D="line\\nnext $A \\$A"
E=\${A}x
F=
G: yaml
H='it\\'s'
I="a
b"
`;
  expect(read(text)).toEqual({
    ...{ A: "1", B: "two words", C: "$A as it is", D: "line\nnext 1 $A", E: "1x" },
    ...{ F: "", G: "yaml", H: "it's", I: "a\nb" },
  });
});

test("a name alone has the value from around, and around wins over the file in variables", () => {
  expect(read("A\nB\nC=1\nD=$C", { A: "outside", C: "2" })).toEqual({ A: "outside", C: "1", D: "2" });
});

test("reads a file of Windows", () => {
  expect(read("\uFEFFA=1\r\nB='x'\r\n")).toEqual({ A: "1", B: "x" });
});

test("reports each line that can't be read", () => {
  expect(readEnvFile("A=1\n!x\nB='open\nC=2\n", () => undefined)).toEqual({
    values: new Map([
      ["A", "1"],
      ["B", ""],
      ["C", "2"],
    ]),
    faults: [
      { line: 2, rule: "must be NAME=value" },
      { line: 3, rule: "must be closed by '" },
    ],
  });
});
