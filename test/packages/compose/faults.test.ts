import { describeFault, loadProject } from "@berth/compose";

const faultsOf = (text: string, override?: string): string[] =>
  loadProject({
    files: [{ path: "/a/c.yaml", text }, ...(override === undefined ? [] : [{ path: "/a/o.yaml", text: override }])],
    folder: "/a",
    variables: {},
    label: (path) => path.slice("/a/".length),
  }).faults.map(describeFault);

test("reports every fault at once, each with its file, line, path, rule and value", () => {
  const text = `services:
  web:
    image: a
    port: ["80:80"]
    mem_limit: 5x
    ports:
      - "80:80"
      - "a:b"
    environment:
      A: \${B:?say which}
  db:
    image: [b]
`;
  expect(faultsOf(text)).toEqual([
    'c.yaml:4: services.web.port: is not a key of the Compose Specification at this place, did you mean ports? (got ["80:80"])',
    'c.yaml:5: services.web.mem_limit: must be a size such as "256m" or "1g" (got "5x")',
    'c.yaml:8: services.web.ports[1]: must be "[address:][host:]container[/protocol]", each a port or a range (got "a:b")',
    'c.yaml:10: services.web.environment.A: the variable B must be set: say which (got "${B:?say which}")',
    'c.yaml:12: services.db.image: must be a text (got ["b"])',
  ]);
  expect(faultsOf(text.replace('"a:b"', '"81:81"').replace(":?say which", ":-x"))).toEqual([
    'c.yaml:4: services.web.port: is not a key of the Compose Specification at this place, did you mean ports? (got ["80:80"])',
    'c.yaml:5: services.web.mem_limit: must be a size such as "256m" or "1g" (got "5x")',
    'c.yaml:12: services.db.image: must be a text (got ["b"])',
  ]);
});

test("a missing key has the line of what lacks it", () => {
  expect(faultsOf("services:\n  one: { image: a }\n  web:\n    command: x\n")).toEqual([
    "c.yaml:3: services.web: must have an image or a build",
  ]);
});

test("a fault of an override file names that file", () => {
  const base = "services:\n  web:\n    image: a\n    ports: ['80:80']\n";
  expect(faultsOf(base, "services:\n  web:\n    ports:\n      - '81:81'\n      - { target: x }\n")).toEqual([
    'o.yaml:5: services.web.ports[1].target: must be a whole number (got "x")',
  ]);
});

test.each<[string, string, string]>([
  ["a bomb of anchors", bomb(), "c.yaml:6: there are more than 100000 values once anchors are repeated"],
  ["deep nesting", `services: ${"[".repeat(500)}${"]".repeat(500)}`, "c.yaml:1: is nested too deeply"],
  ["very deep nesting", "[".repeat(100_000), "c.yaml:1: is nested too deeply"],
  ["a large file", `#${"x".repeat(1_100_000)}`, "c.yaml:1: must be at most 1024 KiB"],
  ["a zero byte", "services: {a\u0000: b}", "c.yaml:1: must be text, it holds a zero byte"],
  [
    "an anchor within itself",
    "services: &a { web: *a }",
    "c.yaml:1: the anchor a must be written before it is used, and not within itself",
  ],
  [
    "a number as a key",
    "services: { web: { image: a, environment: { 80: x } } }",
    "c.yaml:1: the key 80 must be a text: put it in quotes",
  ],
  [
    "another tag",
    "services: { web: { image: !secret a } }",
    "c.yaml:1: the tag !secret is not one of Compose's: !reset, !override",
  ],
  ["tabs", "services:\n\tweb: {}\n", "c.yaml:2: Tabs are not allowed as indentation"],
])("%s is refused", (_what, text, message) => {
  expect(faultsOf(text)).toContain(message);
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = level === 0 ? "x" : `*l${level - 1}`;
    return `x-${level}: &l${level} [${Array.from({ length: 9 }, () => items).join(", ")}]`;
  });
  return `${levels.join("\n")}\nservices: { web: { image: a } }\n`;
}
