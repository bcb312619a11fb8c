import { IgnorePatterns, parseIgnoreFile } from "../../../packages/build-context/ignore-patterns";

const isIgnored = (patterns: readonly string[], path: string) => new IgnorePatterns(patterns).isIgnored(path);

test("reads a .dockerignore as the builder does", () => {
  const text = "\uFEFF# comment\n\n  node_modules/  \n/top\n!  keep/./me\n #not a comment\n../x\na//b\n/\n";
  expect(parseIgnoreFile(text)).toEqual(["node_modules", "top", "!keep/me", "#not a comment", "../x", "a/b", "/"]);
});

test.each([
  ["**", "file", true],
  ["**", "dir/file", true],
  ["**/", "dir/file", true],
  ["**/**", "dir/file", true],
  ["dir/**", "file", false],
  ["dir/**", "dir/file", true],
  ["dir/**", "dir/dir2/file", true],
  ["**/dir", "dir", true],
  ["**/dir", "dir/file", true],
  ["**/dir2/*", "dir/dir2/file", true],
  ["**/dir2/*", "dir/dir2/dir2/file", true],
  ["**file", "file", true],
  ["**file", "dir/file", true],
  ["**/file", "dir/file", true],
  ["**/file*", "dir/dir/file.txt", true],
  ["**/file*txt", "dir/dir/file.txt", true],
  ["**/file*.txt*", "dir/dir/file.txt", true],
  ["**/**/*.txt", "dir/dir/file.txt", true],
  ["**/**/*.txt2", "dir/dir/file.txt", false],
  ["**/*.txt", "file.txt", true],
  ["a**/*.txt", "a/file.txt", true],
  ["a**/*.txt", "a/dir/file.txt", true],
  ["a/*.txt", "a/dir/file.txt", false],
  ["a/*.txt", "a/file.txt", true],
  ["a[b-d]e", "ae", false],
  ["a[b-d]e", "ace", true],
  ["a[^b-d]e", "aze", true],
  ["a[^b-d]e", "ade", false],
  [".*", ".foo", true],
  [".*", "foo", false],
  ["abc.def", "abcdef", false],
  ["abc.def", "abc.def", true],
  ["abc?def", "abcZdef", true],
  ["abc?def", "abc/def", false],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["**/foo/bar", "dir/foo/bar/x", true],
  ["abc/**", "abc", false],
  ["a.|)$(}+{bc", "a.|)$(}+{bc", true],
  ["node_modules", "sub/node_modules/x", false],
  ["node_modules", "node_modules/x/y", true],
])("pattern %s on %s: %s", (pattern, path, wanted) => {
  expect(isIgnored([pattern], path)).toBe(wanted);
});

test.each([
  [["*", "!keep"], "keep", false],
  [["*", "!keep"], "keep/below", false],
  [["*", "!keep", "keep/not"], "keep/not", true],
  [["dir", "!dir/keep"], "dir/other", true],
  [["dir", "!dir/keep"], "dir/keep", false],
  [["!file"], "file", false],
  [["**/*.md", "!README.md"], "docs/README.md", true],
  [["docs", "!docs/*.md", "docs/secret.md"], "docs/secret.md", true],
])("the last of %j that matches %s decides: %s", (patterns, path, wanted) => {
  expect(isIgnored(patterns, path)).toBe(wanted);
});

test.each([
  ["/dist/", "dist/a", true],
  ["./dist", "dist/a", true],
  ["*.md", "docs/README.md", false],
  ["a+(b).txt", "a+(b).txt", true],
  ["*\n!src\nsrc/*.log", "src/x.log", true],
  ["# comment\n\n", "# comment", false],
])("the file %j ignores %s: %s", (text, path, wanted) => {
  expect(isIgnored(parseIgnoreFile(text), path)).toBe(wanted);
});

test("refuses patterns that exclude nothing or can't be read", () => {
  expect(() => new IgnorePatterns(["!"])).toThrow('"!" excludes nothing');
  expect(() => new IgnorePatterns(["a[z-a]"])).toThrow('"a[z-a]" is not a pattern');
});
