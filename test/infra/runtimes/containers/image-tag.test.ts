import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readBuildContext } from "../../../../infra/runtimes/containers/build-context";
import { parseDockerignore } from "../../../../infra/runtimes/containers/dockerignore";
import { type ContextFile, imageTag } from "../../../../infra/runtimes/containers/image-tag";
import { specHash } from "../../../../infra/runtimes/containers/spec-hash";

const build = { context: ".", dockerfile: "Dockerfile", args: {} };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-context-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  writeFileSync(join(folder, "src", "main.ts"), "1\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tag = (): string => imageTag(build, readBuildContext(folder, "Dockerfile"));

test("tags the same content alike, whenever it was written", () => {
  const before = tag();
  utimesSync(join(folder, "src", "main.ts"), 1, 1);
  chmodSync(join(folder, "src", "main.ts"), 0o600);
  expect(tag()).toBe(before);
  expect(before).toMatch(/^[0-9a-f]{12}$/);
});

test.each<[string, () => void]>([
  ["a byte", () => writeFileSync(join(folder, "src", "main.ts"), "2\n")],
  ["a new file", () => writeFileSync(join(folder, "src", "more.ts"), "")],
  ["the executable bit", () => chmodSync(join(folder, "src", "main.ts"), 0o755)],
  ["a link", () => symlinkSync("main.ts", join(folder, "src", "link"))],
  ["the Dockerfile", () => writeFileSync(join(folder, "Dockerfile"), "FROM debian\n")],
])("tags another image for %s", (_what, change) => {
  const before = tag();
  change();
  expect(tag()).not.toBe(before);
});

test("tags another image for other arguments and another target", () => {
  const files = readBuildContext(folder, "Dockerfile");
  const tags = [build, { ...build, args: { A: "1" } }, { ...build, target: "test" }].map((one) => imageTag(one, files));
  expect(new Set(tags).size).toBe(3);
});

test("does not look at what .dockerignore leaves out, but always at the Dockerfile", () => {
  writeFileSync(join(folder, ".dockerignore"), "# notes\n*.md\nDockerfile\n");
  const before = tag();
  writeFileSync(join(folder, "notes.md"), "x");
  expect(tag()).toBe(before);
  writeFileSync(join(folder, "Dockerfile"), "FROM debian\n");
  expect(tag()).not.toBe(before);
});

test("names a missing Dockerfile", () => {
  expect(() => readBuildContext(folder, "Dockerfile.prod")).toThrow(
    `read build context ${folder}: there is no Dockerfile.prod in it`,
  );
});

test("depends on no order of files or keys", () => {
  const file = fc.record({
    path: fc.string(),
    executable: fc.boolean(),
    sha256: fc.string(),
    kind: fc.constant<ContextFile["kind"]>("file"),
  });
  fc.assert(
    fc.property(fc.uniqueArray(file, { selector: ({ path }) => path }), (files) => {
      expect(imageTag(build, [...files].reverse())).toBe(imageTag(build, files));
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (spec) => {
      expect(specHash(Object.fromEntries(Object.entries(spec).reverse()))).toBe(specHash(spec));
    }),
  );
});

test.each<[string, string, boolean]>([
  ["node_modules", "node_modules/a/b.js", true],
  ["node_modules", "src/node_modules/a.js", false],
  ["**/node_modules", "src/node_modules/a.js", true],
  ["/dist/", "dist/a", true],
  ["./dist", "dist/a", true],
  ["*.md", "README.md", true],
  ["*.md", "docs/README.md", false],
  ["**/*.md", "README.md", true],
  ["docs/**", "docs/a/b", true],
  ["a?c", "abc", true],
  ["a?c", "a/c", false],
  ["[ab].txt", "b.txt", true],
  ["a+(b).txt", "a+(b).txt", true],
  ["*\n!src", "src/main.ts", false],
  ["*\n!src\nsrc/*.log", "src/x.log", true],
  ["# comment\n\n", "# comment", false],
])("reads %j as Docker does: %s", (text, path, ignored) => {
  expect(parseDockerignore(text)(path)).toBe(ignored);
});
