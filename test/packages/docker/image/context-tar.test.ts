import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packContext } from "../../../../packages/docker/image/context-tar";
import { openContext } from "../../../../packages/build-context/build-context";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "berth-context-tar-"))));
afterEach(() => rmSync(folder, { recursive: true }));

async function listed(root: string, dockerfile: string): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of packContext(openContext(root, dockerfile))) chunks.push(chunk);
  const lines = execFileSync("tar", ["--numeric-owner", "-tvf", "-"], { input: Buffer.concat(chunks) }).toString();
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/ +\S+ \S+ \S+(?= \S+( ->.*)?$)/, ""));
}

test("packs a checkout with umask 077 so that every user of the image can read it", async () => {
  mkdirSync(join(folder, "bin"), { mode: 0o700 });
  writeFileSync(join(folder, "bin/run"), "", { mode: 0o700 });
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n", { mode: 0o600 });
  symlinkSync("nowhere", join(folder, "link"));
  expect(await listed(folder, join(folder, "Dockerfile"))).toEqual([
    "-rw-r--r-- 0/0 Dockerfile",
    "drwxr-xr-x 0/0 bin/",
    "-rwxr-xr-x 0/0 bin/run",
    "lrwxrwxrwx 0/0 link -> nowhere",
  ]);
});

test("packs a Dockerfile from outside of the context under a name of its own", async () => {
  mkdirSync(join(folder, "context"));
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  expect(await listed(join(folder, "context"), join(folder, "Dockerfile"))).toEqual([
    "-rw------- 0/0 .dockerfile.berth",
  ]);
});
