import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tarEnd, tarFile, tarHeader } from "../../../../packages/docker/daemon/tar";

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
