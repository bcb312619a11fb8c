import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** What a stack's services run in: containers on the hosts, or a machine of its own each. */
export type Runtime = "containers" | "vms";

/** Absolute guest path → content of the files of every machine and those of its runtime. */
export function machineFiles(runtime: Runtime): Record<string, string> {
  return { ...guestFiles("files"), ...guestFiles(runtime) };
}

/** Absolute guest path → content of the files in a folder that mirrors the guest's root, in the order of their paths. */
export function guestFiles(folder: "files" | "stock" | Runtime): Record<string, string> {
  const root = join(__dirname, folder);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [`/${relative(root, path)}`, readFileSync(path, "utf8")]));
}
