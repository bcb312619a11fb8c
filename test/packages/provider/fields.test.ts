import {
  absolutePath,
  faultsOf,
  integer,
  list,
  mapOf,
  oneOf,
  optional,
  port,
  record,
  secretText,
  text,
  unknownValue,
} from "../../../packages/provider/fields";

const fields = {
  name: text({ pattern: /^[a-z]+$/, meaning: "letters a–z" }),
  size: integer(1, 10),
  kind: optional(oneOf("docker", "plain")),
  ports: list(record({ guest: port, host: optional(port) })),
  files: mapOf({ pattern: /^\//, meaning: "an absolute path" }, text()),
};

const good = { name: "a", size: 1, ports: [{ guest: 22 }], files: { "/etc/a": "" } };

test("finds nothing wrong with good inputs, optional ones left out", () => {
  expect(faultsOf(fields, good)).toEqual([]);
});

test("reports all faults of all inputs at once, with their paths", () => {
  const bad = { name: "A", size: 1.5, kind: "podman", ports: [{ guest: 0, hots: 1 }], files: { etc: 3 }, nmae: "b" };
  expect(faultsOf(fields, bad)).toEqual([
    { property: "name", reason: 'must be letters a–z (got "A")' },
    { property: "size", reason: "must be a whole number from 1 to 10 (got 1.5)" },
    { property: "kind", reason: 'must be docker or plain (got "podman")' },
    { property: "ports[0].guest", reason: "must be a whole number from 1 to 65535 (got 0)" },
    { property: "ports[0].hots", reason: "unknown key; the keys are guest, host" },
    { property: 'files["etc"]', reason: 'must be named by an absolute path (got "etc")' },
    { property: 'files["etc"]', reason: "must be text (got 3)" },
    { property: "nmae", reason: "unknown key; the keys are name, size, kind, ports, files" },
  ]);
});

test("names each input that is missing", () => {
  expect(faultsOf(fields, {}).map(({ property }) => property)).toEqual(["name", "size", "ports", "files"]);
});

test("lets pass what only up will know, at any depth", () => {
  const inputs = { name: unknownValue, size: unknownValue, ports: [{ guest: unknownValue }], files: unknownValue };
  expect(faultsOf(fields, inputs)).toEqual([]);
});

test("never quotes a secret", () => {
  expect(faultsOf({ key: secretText() }, { key: 4711 })).toEqual([{ property: "key", reason: "must be text" }]);
});

test.each(["relative", "/a\nHost *", '/a"b', "/${HOME}", "", "/a\0b"])("refuses %j as a path", (path) => {
  expect(faultsOf({ path: absolutePath }, { path })).toHaveLength(1);
});

test.each(["/", "/home/a b/ü", "/a%b,c"])("takes %j as a path", (path) => {
  expect(faultsOf({ path: absolutePath }, { path })).toEqual([]);
});
