import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { stageContext } from "../../../../packages/provider/built-image/stage-context";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();

test("copies what .dockerignore leaves, with plain modes and the files' own times; the Dockerfile lies beside it", async () => {
  const context = join(scratch, "api");
  mkdirSync(join(context, "src/kept"), { recursive: true });
  writeFileSync(join(context, "Dockerfile"), "FROM a\n");
  writeFileSync(join(context, ".dockerignore"), "Dockerfile\nsrc/*\n!src/kept\n");
  writeFileSync(join(context, "src/left-out"), "");
  writeFileSync(join(context, "src/kept/main"), "main", { mode: 0o600 });
  writeFileSync(join(context, "run"), "run");
  chmodSync(join(context, "run"), 0o710);
  symlinkSync("run", join(context, "link"));

  const out = join(scratch, "out");
  mkdirSync(out);
  const staged = await stageContext({ context, dockerfile: join(context, "Dockerfile") }, out);

  const at = (path: string) => join(staged.folder, path);
  const mode = (path: string) => (statSync(at(path)).mode & 0o777).toString(8);
  expect(readFileSync(staged.dockerfile, "utf8")).toBe("FROM a\n");
  expect(readFileSync(`${staged.dockerfile}.dockerignore`, "utf8")).toBe("");
  expect(["src/kept/main", "run"].map(mode)).toEqual(["644", "755"]);
  expect(statSync(at("run")).mtime).toEqual(statSync(join(context, "run")).mtime);
  expect(readlinkSync(at("link"))).toBe("run");
  expect(["Dockerfile", "src/left-out"].filter((path) => existsSync(at(path)))).toEqual([]);
});
