import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");

/** Percent of a folder's files with logic that have a test at the mirrored path. A little below what is there; raise one when tests are added. */
const floors: Readonly<Record<string, number>> = {
  infra: 29,
  "packages/cli": 46,
  "packages/compare": 46,
  "packages/docker": 44,
  "packages/engine": 70,
  "packages/json": 100,
  "packages/process": 55,
  "packages/provider": 43,
};

/** The TypeScript files of a folder that have logic: a function or a class with a body. */
function filesWithLogic(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.split("/").includes("node_modules"))
    .map((path) => join(folder, path))
    .filter((path) => {
      const source = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.Latest);
      return hasLogic(source);
    });
}

function hasLogic(node: ts.Node): boolean {
  if (ts.isClassDeclaration(node) || ts.isArrowFunction(node)) return true;
  if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) return true;
  return ts.forEachChild(node, (child) => (hasLogic(child) ? true : undefined)) ?? false;
}

test.each(Object.entries(floors))("at least the known share of %s has a mirrored test (%i %%)", (folder, floor) => {
  const files = filesWithLogic(folder);
  const missing = files.filter((path) => !existsSync(join(root, "test", path.replace(/\.ts$/, ".test.ts"))));
  const share = 100 * (1 - missing.length / files.length);
  const report = `${files.length - missing.length} of ${files.length} files; without a test:\n${missing.join("\n")}`;
  if (share < floor) throw new Error(`${folder}: ${share.toFixed(1)} %, ${report}`);
});
