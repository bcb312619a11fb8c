import { dirname, resolve } from "node:path";
import { schema } from "@berth/infra/config-schema";
import { projectFolder } from "./stack";

/** Absolute paths of the compose files of a stack's configuration, as it is written. */
export function composePaths({ composeFiles }: Readonly<Record<string, unknown>>): readonly string[] {
  const files: readonly unknown[] = Array.isArray(composeFiles) ? composeFiles : schema.composeFiles.default;
  return files.map((file) => resolve(projectFolder, typeof file === "string" ? file : ""));
}

/** Absolute folder of the first compose file, where the lock file is. */
export function composeFolder(config: Readonly<Record<string, unknown>>): string {
  return dirname(composePaths(config)[0] ?? projectFolder);
}
