import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openYamlDocument, readYamlMap } from "../../../../packages/engine/project/yaml-file";

const folder = mkdtempSync(join(tmpdir(), "berth-yaml-"));
const path = join(folder, "file.yaml");
afterAll(() => rmSync(folder, { recursive: true }));

test("reads a map, and nothing as an empty one", () => {
  writeFileSync(path, "a: 1\nb: [x]\n");
  expect(readYamlMap(path)).toEqual({ a: 1, b: ["x"] });
  writeFileSync(path, "# only a comment\n");
  expect(readYamlMap(path)).toEqual({});
});

test.each([
  ["- a\n", "it must hold a map of keys to values"],
  ["a: 1\na: 2\n", "Map keys must be unique at line 2, column 1"],
  ["a: [1\nb: {\n", "at line"],
])("refuses %j with the path", (text, message) => {
  writeFileSync(path, text);
  expect(() => readYamlMap(path)).toThrow(message);
  expect(() => readYamlMap(path)).toThrow(`read ${path}: `);
});

test.each([300, 2_000])("reports %i nested lists without the parser's own words", (depth) => {
  writeFileSync(path, `a: ${"[".repeat(depth)}${"]".repeat(depth)}`);
  const read = () => readYamlMap(path);
  if (depth === 300) expect(read).not.toThrow();
  else expect(read).toThrow(`read ${path}: it is nested too deeply`);
});

test("reports a file that cannot be read, and opens a missing one for editing as empty", () => {
  const missing = join(folder, "missing.yaml");
  expect(() => readYamlMap(missing)).toThrow(`read ${missing}: ENOENT`);
  expect(openYamlDocument(missing).toJS()).toEqual({});
});

test("keeps comments of a document that is edited", () => {
  writeFileSync(path, "# why\na: 1 # one\n");
  const document = openYamlDocument(path);
  document.set("b", 2);
  expect(document.toString()).toBe("# why\na: 1 # one\nb: 2\n");
});
