import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "../../../packages/engine/main-arguments";
import { scratchFolder } from "./support/scratch-folder";

const folder = scratchFolder();
const read = (...words: string[]) => readArguments(["import", "-s", "dev", ...words]).imports;
const file = { nameTable: {}, resources: [{ type: "t:m:T", name: "a", id: "x", properties: [] }] };

test("import takes a type, a name and an id, and protects what it imports", () => {
  expect(read("t:m:T", "a", "x")).toEqual({ file, protect: true, previewOnly: false });
  expect(read("t:m:T", "a", "x", "--protect=false", "--preview-only")).toEqual({
    file,
    protect: false,
    previewOnly: true,
  });
  // As in the CLI, a switch takes its value after "=" only.
  expect(read("--protect", "t:m:T", "a", "x", "--generate-code=false")).toEqual({
    file,
    protect: true,
    previewOnly: false,
  });
});

test.each([
  [[], "an inline resource must be specified if no converter or import file is used, missing type, name, and id"],
  [["t"], "missing name and id"],
  [["t", "a"], "missing id"],
  [["t", "a", "x", "more"], 'unexpected "t a x more"'],
  [["t", "a", "x", "--file", "f"], "an inline resource may not be specified in conjunction with an import file"],
  [["--file", "/nowhere/import.json"], "could not read import file: ENOENT"],
  [["t", "a", "x", "--generate-code"], "--generate-code: this engine does not write the code of what it imports"],
  [["t", "a", "x", "--protect=maybe"], '--protect takes true or false (got "maybe")'],
])("import %j is refused", (words, message) => {
  expect(() => read(...words)).toThrow(message);
});

test("the options of import are for import alone", () => {
  expect(() => readArguments(["up", "-s", "dev", "--parent", "x"])).toThrow("--parent is for import (got up)");
});

test("a file lists the resources", () => {
  const path = join(folder(), "import.json");
  writeFileSync(path, JSON.stringify({ resources: [{ type: "t:m:T", name: "a", id: "x" }] }));
  expect(read("--file", path)?.file).toEqual({ resources: [{ type: "t:m:T", name: "a", id: "x" }] });
});
