import { changeLines } from "../../../../packages/review/render/change-lines";
import { imageBump } from "../../../../packages/review/render/image-bump";

const type = "docker:index/remoteImage:RemoteImage";
const [a, b] = ["a", "b"].map((letter) => `sha256:${letter.repeat(64)}`);

function bump(before: string, after: string): string | undefined {
  return imageBump({ type, properties: [{ path: "name", kind: "update", forces: true, before, after }] });
}

test.each([
  [`postgres:17.5@${a}`, `postgres:17.6@${b}`, "postgres 17.5 → 17.6"],
  [`postgres:17.5`, `postgres:17.6@${b}`, "postgres 17.5 → 17.6"],
  [`postgres:17@${a}`, `postgres:17@${b}`, "postgres 17: aaaaaaaaaaaa → bbbbbbbbbbbb"],
  [`postgres:17`, `postgres:17@${b}`, "postgres 17: not pinned → bbbbbbbbbbbb"],
  ["postgres", "postgres:17", "postgres latest → 17"],
  [`postgres@${a}`, `postgres@${b}`, "postgres by digest: aaaaaaaaaaaa → bbbbbbbbbbbb"],
  ["registry.example:5000/a:1", "registry.example:5000/a:2", "registry.example:5000/a 1 → 2"],
  [`mysql:8@${a}`, `mariadb:11@${b}`, "mysql:8 → mariadb:11"],
])("%s to %s", (before, after, text) => {
  expect(bump(before, after)).toBe(text);
});

test("only another reference of an image is one", () => {
  const name = { path: "name", kind: "update", forces: true, before: "a:1", after: "a:2" } as const;
  expect(imageBump({ type: "docker:index/container:Container", properties: [name] })).toBeUndefined();
  expect(imageBump({ type, properties: [{ ...name, path: "platform" }] })).toBeUndefined();
  expect(imageBump({ type, properties: [{ path: "name", kind: "add", forces: false, after: "a:2" }] })).toBeUndefined();
});

test("stands in the heading of the change", () => {
  const properties = [{ path: "name", kind: "update", forces: true, before: "a:1", after: "a:2" }] as const;
  const change = { operation: "replace", kind: "other", type, name: "services-db", urn: "urn", properties } as const;
  const [, heading] = changeLines(change, { lines: 10, characters: 1000 });
  expect(heading).toMatch(/^### replace .*`services-db`: `a 1 → 2`$/);
});
