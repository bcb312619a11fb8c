import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

const lockSchema = v.object({
  packages: v.record(v.string(), v.object({ version: v.optional(v.string()), optional: v.optional(v.boolean()) })),
});

/**
 * Throws unless node_modules beside the nearest lock file above `entry` has exactly that file's versions: a release is
 * named for its lock file. A folder without a lock file above it passes.
 */
export function throwIfNotInstalled(entry: string): void {
  const folder = lockFolder(dirname(entry));
  if (folder === undefined) return;
  const wanted = readLock(join(folder, "package-lock.json"));
  const installed = readLock(join(folder, "node_modules/.package-lock.json"));
  const wrong = Object.entries(wanted)
    .filter(([path, { optional }]) => path.startsWith("node_modules/") && (optional !== true || path in installed))
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path, { version }]) => `${path.slice("node_modules/".length)} ${version ?? ""}`.trim());
  if (wrong.length === 0) return;
  throw new Error(`${folder}/node_modules must hold ${wrong.join(", ")}; run \`npm ci\` in ${folder}`);
}

function lockFolder(folder: string): string | undefined {
  if (existsSync(join(folder, "package-lock.json"))) return folder;
  return dirname(folder) === folder ? undefined : lockFolder(dirname(folder));
}

/** npm's own list of what it installed has the same form; before the first installation it does not exist. */
function readLock(file: string): v.InferOutput<typeof lockSchema>["packages"] {
  if (!existsSync(file)) return {};
  return parseJson(lockSchema, readFileSync(file, "utf8"), `npm's lock file ${file}`).packages;
}
