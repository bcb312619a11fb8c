import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploymentOrigin } from "../../../../packages/provider/release-history/deployment-origin";
import { scratchFolder } from "../scratch-folder";

const outside = scratchFolder();
const folder = scratchFolder();
const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: folder, encoding: "utf8" }).trim();
const commits: string[] = [];

function commit(path: string, subject: string): void {
  writeFileSync(join(folder, path), subject);
  git("add", ".");
  git("commit", "--quiet", "--message", subject);
  commits.push(git("rev-parse", "HEAD"));
}

beforeAll(() => {
  git("init", "--quiet");
  git("config", "user.name", "Jo");
  git("config", "user.email", "jo@example.org");
  mkdirSync(join(folder, "api"));
  commit("api/main.ts", "first");
  commit("README.md", "words");
  commit("api/main.ts", "a longer\tlimit");
});

const short = (index: number) => git("rev-parse", "--short", commits[index] ?? "");
const of = (given: object) => deploymentOrigin({ folder, context: "api", environment: {}, ...given });

test("names the commit, the user, and the newest commit of the service where there was none before", async () => {
  expect(await of({})).toEqual({ commit: commits[2], user: "Jo", changes: [`${short(2)} a longer limit`] });
});

test("lists the commits since the release before that changed the service, and no others", async () => {
  expect((await of({ since: commits[0] })).changes).toEqual([`${short(2)} a longer limit`]);
  expect((await of({ since: commits[0], context: undefined })).changes).toHaveLength(2);
  expect((await of({ since: commits[2] })).changes).toEqual([]);
  expect((await of({ since: "0".repeat(40) })).changes).toEqual([`${short(2)} a longer limit`]);
});

test("a CI system's user counts before Git's, and changes of the service that are not committed are marked", async () => {
  writeFileSync(join(folder, "api/new.ts"), "");
  expect(await of({ environment: { GITHUB_ACTOR: "ci-jo" } })).toMatchObject({ user: "ci-jo", isDirty: true });
});

test("outside of a repository it is the user alone", async () => {
  const origin = await deploymentOrigin({ folder: outside, environment: {} });
  expect(Object.keys(origin)).toEqual(["user"]);
});
