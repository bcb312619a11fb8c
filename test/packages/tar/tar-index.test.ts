import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexTar } from "@berth/tar/tar-index";

const folder = mkdtempSync(join(tmpdir(), "tar-index-"));
afterAll(() => rmSync(folder, { recursive: true }));
const long = `${"long-name/".repeat(20)}file`;

beforeAll(() => {
  const source = join(folder, "source");
  mkdirSync(join(source, long, ".."), { recursive: true });
  writeFileSync(join(source, "a"), "content of a");
  writeFileSync(join(source, long), "content of long");
  mkdirSync(join(source, "sub"));
  symlinkSync("../a", join(source, "sub", "soft"));
  linkSync(join(source, "a"), join(source, "z-hard"));
});

function pack(format: string): string {
  const path = join(folder, `${format}.tar`);
  const { status, stderr } = spawnSync("tar", [
    `--format=${format}`,
    "--sort=name",
    "-cf",
    path,
    "-C",
    folder + "/source",
    ".",
  ]);
  if (status !== 0) throw new Error(String(stderr));
  return path;
}

async function indexOf(path: string) {
  const file = await open(path);
  try {
    return await indexTar(file);
  } finally {
    await file.close();
  }
}

test.each(["gnu", "pax", "ustar"])("finds every member of a %s archive, long names and links too", async (format) => {
  const path = pack(format);
  const index = await indexOf(path);
  const bytes = await readFile(path);
  const content = (name: string) => {
    const { offset = 0, size = 0 } = index.get(name) ?? {};
    return bytes.toString("utf8", offset, offset + size);
  };
  expect(content("a")).toBe("content of a");
  expect(content(long)).toBe("content of long");
  expect(index.get("sub")).toMatchObject({ kind: "folder" });
  expect(index.get("sub/soft")).toMatchObject({ kind: "link", target: "a" });
  expect(index.get("z-hard")).toMatchObject({ kind: "link", target: "a" });
});

test("reports what is not a tar archive, with the way to unpack a compressed one", async () => {
  const write = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  await expect(indexOf(write("text", Buffer.alloc(600, "x")))).rejects.toThrow(
    "it is not a tar archive, or a damaged one",
  );
  await expect(indexOf(write("empty", Buffer.alloc(0)))).rejects.toThrow("it is not a tar archive, or an empty one");
  spawnSync("gzip", ["-k", pack("gnu")]);
  await expect(indexOf(join(folder, "gnu.tar.gz"))).rejects.toThrow("it is compressed: unpack it with gunzip first");
});
