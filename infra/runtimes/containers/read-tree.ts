import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { plainMode } from "@berth/build-context/file-mode";

/** A file of the project as it goes to a host. */
export interface TreeFile {
  /** Relative to what was read, with slashes; "" when that is the file itself. */
  readonly path: string;
  /** Relative to where the program runs, because it is kept in the state and that goes from machine to machine. */
  readonly source: string;
  readonly permissions: "0644" | "0755";
  readonly bytes: number;
  /** Hex SHA-256 of its content. */
  readonly sha256: string;
}

export interface Tree {
  readonly isFolder: boolean;
  /** In the order of their paths. Empty folders are not among them: git does not keep them either. */
  readonly files: readonly TreeFile[];
  /** What can't go to a host, a sentence each. */
  readonly faults: readonly string[];
}

/** All that a service mounts of the project: more belongs into its image. */
const MAX_TREE_BYTES = 10 * 1024 * 1024;
const MAX_TREE_FILES = 1000;

/** A file, or all that is in a folder, of the project in `project`. Links to files of the project count as what they lead to. */
export function readTree(path: string, project: string): Tree {
  const stats = statSync(path, { throwIfNoEntry: false });
  const isFolder = stats?.isDirectory() === true;
  if (stats?.isFile() !== true && !isFolder) return { isFolder, files: [], faults: ["is neither a file nor a folder"] };
  const found: string[] = [];
  const faults: string[] = [];
  if (isFolder) walk(path, "", { found, faults, project: realpathSync(project) });
  else found.push("");
  const files = found.map((name) => ({ name, full: join(path, name), stats: statSync(join(path, name)) }));
  const bytes = files.reduce((sum, { stats }) => sum + stats.size, 0);
  faults.push(...limitFaults(files.length, bytes));
  if (faults.length > 0) return { isFolder, files: [], faults };
  return { isFolder, faults, files: files.map(({ name, full, stats }) => readOne(name, full, stats)) };
}

/** Of one mount, or of all mounts of a service together. */
export function limitFaults(files: number, bytes: number): string[] {
  const instead = "copy them into the image instead";
  if (files > MAX_TREE_FILES) return [`has more than ${MAX_TREE_FILES} files: ${instead}`];
  if (bytes <= MAX_TREE_BYTES) return [];
  return [
    `has ${Math.ceil(bytes / 2 ** 20)} MiB of files, at most ${MAX_TREE_BYTES / 2 ** 20} can be mounted: ${instead}`,
  ];
}

function readOne(path: string, full: string, { mode, size }: { mode: number; size: number }): TreeFile {
  return {
    path,
    source: relative(process.cwd(), full),
    permissions: plainMode(mode) === 0o755 ? "0755" : "0644",
    bytes: size,
    sha256: createHash("sha256").update(readFileSync(full)).digest("hex"),
  };
}

interface Walk {
  readonly found: string[];
  readonly faults: string[];
  /** Without links. */
  readonly project: string;
}

function walk(root: string, folder: string, to: Walk): void {
  for (const name of readdirSync(join(root, folder)).sort()) {
    if (to.found.length > MAX_TREE_FILES) return;
    const path = folder === "" ? name : `${folder}/${name}`;
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) walk(root, path, to);
    else if (stats.isFile() || leadsToFile(join(root, path), to.project)) to.found.push(path);
    else if (!stats.isSocket())
      to.faults.push(`${path} is neither a file, a folder, nor a link to a file of the project`);
  }
}

function leadsToFile(path: string, project: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return realpathSync(path).startsWith(`${project}/`);
}
