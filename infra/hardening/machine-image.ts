import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { packages, release } from "./packages";

/** What a machine image is made from: the inputs of provider/resources.ts' Image. */
export interface MachineImage {
  readonly release: string;
  readonly packages: string[];
  /** Absolute guest path → content. */
  readonly files: Record<string, string>;
  /** Guest path of the script that is run in the tree. */
  readonly script: string;
  readonly sizeGiB: number;
}

const filesFolder = join(__dirname, "files");

/** Kernel arguments that make SELinux the kernel's security module and enforcing from the first process on. */
export const kernelArgs = [
  "quiet",
  "loglevel=4",
  "security=selinux",
  "enforcing=1",
  "audit=1",
  "audit_backlog_limit=8192",
].join(" ");

/** The recipe of the machine image; `files` is the folder of that name, read now. */
export function machineImage(): MachineImage {
  return {
    release,
    packages: [...packages],
    files: readTree(filesFolder),
    script: "/usr/local/sbin/berth-install",
    sizeGiB: 8,
  };
}

function readTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [`/${relative(folder, path)}`, readFileSync(path, "utf8")]));
}
