import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { tarFile } from "../../../packages/tar/tar-archive";
import { tarEnd, tarHeader } from "../../../packages/tar/tar-header";

test.each([
  ["a plain file", "etc/app.conf", Buffer.from("x=1\n")],
  ["an empty one", "empty", Buffer.alloc(0)],
  ["one that fills its block", "full", Buffer.alloc(512, "a")],
  ["a long name", `${"d".repeat(90)}/${"é".repeat(80)}.txt`, Buffer.from("long")],
])("packs %s so that tar unpacks it", (_, path, content) => {
  const folder = mkdtempSync(join(tmpdir(), "berth-tar-"));
  execFileSync("tar", ["-xf", "-", "-C", folder], { input: tarFile({ path, mode: 0o640, mtime: 1_000_000 }, content) });
  const { mode, mtimeMs } = statSync(join(folder, path));
  expect([readFileSync(join(folder, path)), mode & 0o777, mtimeMs]).toEqual([content, 0o640, 1_000_000_000]);
  rmSync(folder, { recursive: true });
});

test("writes owner, kind and target", () => {
  const members = [
    tarHeader({ path: "a", type: "folder", mode: 0o755, mtime: 0, size: 0, uid: 999, gid: 998 }),
    tarHeader({ path: "l", type: "link", mode: 0o777, mtime: 0, size: 0, target: "x".repeat(150) }),
  ];
  const listed = execFileSync("tar", ["--numeric-owner", "-tvf", "-"], {
    input: Buffer.concat([...members, tarEnd]),
  }).toString();
  expect(listed).toMatch(/^drwxr-xr-x 999\/998 .* a\/\nlrwxrwxrwx 0\/0 .* l -> x{150}\n$/);
});

test("refuses what a header can't hold", () => {
  expect(() => tarHeader({ path: "big", type: "file", mode: 0, mtime: 0, size: 2 ** 33 })).toThrow(
    "larger than the 8 GiB",
  );
});

test("packs names of any length and alphabet, links too, so that tar lists them", () => {
  const part = fc.string({ unit: fc.constantFrom("a", "b", ".", "-", "é"), minLength: 1, maxLength: 120 });
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `x${parts.join("/x")}`);
  const kinds = { file: "-", folder: "d", link: "l" } as const;
  const members = fc.sample(fc.tuple(name, fc.constantFrom("file", "folder", "link"), name), { numRuns: 300, seed: 1 });
  const blocks = members.map(([path, type, target]) =>
    tarHeader({ path, type, mode: 0o644, mtime: 0, size: 0, ...(type === "link" ? { target } : {}) }),
  );
  const listed = execFileSync("tar", ["-tv", "--quoting-style=literal", "-f", "-"], {
    input: Buffer.concat([...blocks, tarEnd]),
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  const wanted = members.map(([path, type, target]) => {
    const end = { file: "", folder: "/", link: ` -> ${target}` }[type];
    return `${kinds[type]} ${path}${end}`;
  });
  const lines = listed.toString().trimEnd().split("\n");
  expect(lines.map((line) => line.replace(/^(.)(?:\S+ +){5}/, "$1 "))).toEqual(wanted);
});
