import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pruneArchives } from "../../../../packages/provider/built-image/prune-archives";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();

test("removes the archives that were used longest ago, and never the one that is needed", async () => {
  for (const [name, used] of [
    ["needed", 1],
    ["old", 2],
    ["newer", 3],
    ["newest", 4],
  ] as const) {
    writeFileSync(join(scratch, `${name}.tar`), "0123456789");
    utimesSync(join(scratch, `${name}.tar`), used, used);
  }
  writeFileSync(join(scratch, "x.tar.partial.1"), "");
  await pruneArchives(scratch, join(scratch, "needed.tar"), 25);
  expect(readdirSync(scratch).sort()).toEqual(["needed.tar", "newer.tar", "newest.tar", "x.tar.partial.1"]);
});
