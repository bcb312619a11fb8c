import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { writeSeed } from "../../../../packages/provider/machine/seed-files";
import { scratchFolder } from "../scratch-folder";

const folder = join(scratchFolder(), "seed");

test("the seed is what NoCloud reads, has mode 0600, and keeps nothing of an older one", async () => {
  await writeSeed(folder, { instanceId: "old", userData: "#cloud-config\nold: true\n" });
  await writeSeed(folder, { instanceId: "one", userData: "#cloud-config\nusers: []\n" });
  expect(readdirSync(folder).sort()).toEqual(["meta-data", "user-data"]);
  expect(readFileSync(join(folder, "meta-data"), "utf8")).toBe("instance-id: one\n");
  expect(gunzipSync(readFileSync(join(folder, "user-data"))).toString()).toBe("#cloud-config\nusers: []\n");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
