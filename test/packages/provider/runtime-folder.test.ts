import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runtimeFolderOf } from "../../../packages/provider/runtime-folder";

/** A user that this computer does not have: what this user makes is a neighbour's for it. */
const uid = 3_999_999_999;
const shared = `/tmp/berth-${uid}`;
const cache = "/tmp/berth-runtime-test";
const inherited = process.env.XDG_CACHE_HOME;
afterEach(() => {
  for (const path of [shared, cache]) rmSync(path, { recursive: true, force: true });
  process.env.XDG_CACHE_HOME = inherited;
  if (inherited === undefined) delete process.env.XDG_CACHE_HOME;
});

test("is in the temporary folder, or where a neighbour made that folder first, in the user's own cache, and stays there", () => {
  process.env.XDG_CACHE_HOME = cache;
  const first = runtimeFolderOf("/p/machine", uid);
  expect(first).toMatch(new RegExp(`^${shared}/[0-9a-f]{12}$`));
  mkdirSync(shared);
  const own = runtimeFolderOf("/p/machine", uid);
  expect(own).toBe(first.replace(shared, join(cache, "berth/run")));
  mkdirSync(own, { recursive: true });
  rmSync(shared, { recursive: true });
  expect(runtimeFolderOf("/p/machine", uid)).toBe(own);
  expect(runtimeFolderOf("/p/other", uid)).toMatch(shared);
});

test("stays in the temporary folder where the cache's path is too long for a socket", () => {
  process.env.XDG_CACHE_HOME = `/tmp/${"x".repeat(90)}`;
  mkdirSync(shared);
  expect(runtimeFolderOf("/p/machine", uid)).toMatch(shared);
  expect(existsSync(process.env.XDG_CACHE_HOME)).toBe(false);
});
