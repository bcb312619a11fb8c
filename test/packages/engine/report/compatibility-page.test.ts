import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compatibilityPage, type CompatibilityRow } from "../../../../packages/engine/report/compatibility-page";
import rows from "../../../../packages/engine/compatibility.json";

const root = join(__dirname, "../../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const all: readonly CompatibilityRow[] = rows;
const refused = all.filter(({ verdict }) => verdict === "refused");
const messagesOf = (file: string) =>
  refused.filter(({ source }) => source?.endsWith(file) === true).map(({ message }) => message);

test("COMPATIBILITY.md is made from the data", () => {
  expect(read("packages/engine/COMPATIBILITY.md")).toBe(compatibilityPage(all));
});

test("the code refuses what the page lists as refused, and nothing else", () => {
  const registration = /const present[^{]*\{([^}]*)\}/.exec(read("packages/engine/program/registration.ts"))?.[1] ?? "";
  const options = [...registration.matchAll(/^ {4}(?:"([^"]+)"|(\w+)): /gm)].map((match) => match[1] ?? match[2]);
  expect([...messagesOf("registration.ts")].sort()).toEqual([...options].sort());
  const methods = [...read("packages/engine/program/monitor.ts").matchAll(/refuse\("([^"]+)"\)/g)].map(
    ([, what]) => what,
  );
  expect([...messagesOf("monitor.ts")].sort()).toEqual([...methods].sort());
});

test("every other claim names a test that exists", () => {
  const claims = all.filter(({ verdict }) => verdict !== "refused");
  expect(claims.filter(({ test: path = "" }) => path === "" || !existsSync(join(root, path)))).toEqual([]);
});
