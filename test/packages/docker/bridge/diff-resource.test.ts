import fc from "fast-check";
import { containerFields } from "../../../../packages/docker/container/container-fields";
import { diffResource } from "../../../../packages/docker/bridge/diff-resource";
import { networkFields } from "../../../../packages/docker/network/network-fields";
import { volumeFields } from "../../../../packages/docker/volume/volume-fields";
import { unknown, type PropertyMap, type PropertyValue } from "../../../../packages/model/property";
import official from "../recorded/official-5.2.0.json";

type Name = "full" | "plain" | "net" | "auto" | "vol";
const fieldsOf = {
  full: containerFields,
  plain: containerFields,
  net: networkFields,
  auto: networkFields,
  vol: volumeFields,
};

function diff(name: Name, change: PropertyMap, ignoreChanges: readonly string[] = [], outputs: PropertyMap = {}) {
  const oldInputs = official[name].inputs as unknown as PropertyMap;
  const oldOutputs = { ...(official[name].outputs as unknown as PropertyMap), ...outputs };
  const newInputs = Object.fromEntries(
    Object.entries({ ...oldInputs, ...change }).filter(([, value]) => value !== null),
  );
  const request = { urn: "urn", id: "id", oldInputs, oldOutputs, newInputs, ignoreChanges };
  const result = diffResource(fieldsOf[name], request, fieldsOf[name] === containerFields);
  return [result.changes, result.changedKeys, result.replaceKeys, result.deleteBeforeReplace];
}

test.each(["full", "plain", "net", "auto", "vol"] as const)(
  "finds no change in the official plugin's own state of %s",
  (name) => {
    expect(diff(name, {})).toEqual(["none", [], [], false]);
  },
);

test.each([
  ["an update in place", "full", { memory: 64 }, ["some", ["memory"], [], false]],
  ["a replacement, old one first", "full", { image: "other" }, ["some", ["image"], ["image"], true]],
  ["both kinds at once", "full", { image: "x", wait: false }, ["some", ["image", "wait"], ["image"], true]],
  ["an unknown that replaces", "full", { image: unknown }, ["some", ["image"], ["image"], true]],
  ["a change that the daemon can't make in place", "full", { init: false }, ["some", ["init"], ["init"], true]],
  [
    "a dropped value",
    "full",
    { readOnly: true, tmpfs: null },
    ["some", ["readOnly", "tmpfs"], ["readOnly", "tmpfs"], true],
  ],
  [
    "a dropped value that the daemon fills",
    "full",
    { stopTimeout: null, envs: null, logDriver: null },
    ["none", [], [], false],
  ],
  ["a set in another order", "full", { envs: ["A=1", "B=2"] }, ["none", [], [], false]],
  ["an emptied user", "full", { user: null }, ["none", [], [], false]],
  ["an explicit name that stays", "net", { internal: true }, ["some", ["internal"], ["internal"], true]],
  ["an explicit name that changes", "net", { name: "b" }, ["some", ["name"], ["name"], false]],
  ["an automatic name", "auto", { internal: true }, ["some", ["internal"], ["internal"], false]],
  ["a volume's label", "vol", { labels: [] }, ["some", ["labels"], ["labels"], true]],
] as const)("decides on %s as the official plugin does", (_, name, change, wanted) => {
  expect(diff(name, change as unknown as PropertyMap)).toEqual(wanted);
});

test("leaves out what the program ignores", () => {
  expect(diff("full", { image: "x", labels: [] }, ["image", "labels[0].value"])).toEqual(["none", [], [], false]);
});

test("starts a stopped container by an update", () => {
  expect(diff("full", {}, [], { mustRun: false })).toEqual(["some", ["mustRun"], [], false]);
});

test("compares ports without order, and leaves an open external port to the daemon", () => {
  const read: PropertyMap[] = [
    { internal: 80, external: 32768, ip: "0.0.0.0", protocol: "tcp" },
    { internal: 443, external: 8443, ip: "127.0.0.1", protocol: "tcp" },
  ];
  const wanted: PropertyMap[] = [
    { internal: 443, external: 8443, ip: "127.0.0.1", protocol: "tcp" },
    { internal: 80, ip: "0.0.0.0", protocol: "tcp" },
  ];
  expect(diff("full", { ports: wanted }, [], { ports: read })).toEqual(["none", [], [], false]);
  const moved: PropertyValue = [{ internal: 443, external: 8444, ip: "127.0.0.1", protocol: "tcp" }, wanted[1] ?? null];
  expect(diff("full", { ports: moved }, [], { ports: read })).toEqual(["some", ["ports"], ["ports"], true]);
});

test("finds every changed environment, and none in any order of the same", () => {
  const environments = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(environments, environments, (a, b) => {
      const same = [...a].sort().join("\0") === [...b].sort().join("\0");
      expect(diff("full", { envs: b }, [], { envs: a })[0]).toBe(same ? "none" : "some");
      expect(diff("full", { envs: [...a].reverse() }, [], { envs: a })[0]).toBe("none");
    }),
  );
});
