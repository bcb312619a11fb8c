import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { archivedImage } from "../../../../infra/runtimes/containers/archived-image";

test("an image in an archive is called after the archive's content, and its path is that from the program", () => {
  const folder = mkdtempSync(join(tmpdir(), "archived-"));
  try {
    writeFileSync(join(folder, "web.tar"), "content");
    const tag = createHash("sha256").update("content").digest("hex").slice(0, 12);
    expect(archivedImage("web.tar", { project: "shop", service: "web", folder })).toEqual({
      image: `shop/web:${tag}`,
      tag,
      archive: relative(process.cwd(), join(folder, "web.tar")),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
