import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { imageTag } from "../../../../infra/runtimes/containers/image-tag";
import { specHash } from "../../../../infra/runtimes/containers/spec-hash";
import { openContext } from "../../../../packages/build-context/build-context";
import { type ContextContent, contextContents } from "../../../../packages/build-context/context-contents";

const build = { context: ".", dockerfile: "Dockerfile", args: {} };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-context-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  writeFileSync(join(folder, "src", "main.ts"), "1\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const contents = () => contextContents(openContext(folder, join(folder, "Dockerfile")), "plain");
const tag = (): string => imageTag(build, contents());

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
  const files = contents();
  const tags = [build, { ...build, args: { A: "1" } }, { ...build, target: "test" }].map((one) => imageTag(one, files));
  expect(new Set(tags).size).toBe(3);
});

test("tags another image when the ignore file of the Dockerfile takes a file back in", () => {
  writeFileSync(join(folder, ".dockerignore"), "*.md\n");
  writeFileSync(join(folder, "Dockerfile.dockerignore"), "");
  const before = tag();
  writeFileSync(join(folder, "notes.md"), "x");
  expect(tag()).not.toBe(before);
});

test("does not look at what .dockerignore leaves out, but always at the Dockerfile", () => {
  writeFileSync(join(folder, ".dockerignore"), "# notes\n*.md\nDockerfile\n");
  const before = tag();
  writeFileSync(join(folder, "notes.md"), "x");
  expect(tag()).toBe(before);
  writeFileSync(join(folder, "Dockerfile"), "FROM debian\n");
  expect(tag()).not.toBe(before);
});

test("depends on no order of files or keys", () => {
  const file = fc.record({
    path: fc.string(),
    mode: fc.constantFrom("644", "755"),
    sha256: fc.string(),
    kind: fc.constant<ContextContent["kind"]>("file"),
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
