import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A key of the project as `Pulumi.<stack>.yaml` in `folder` has it, secure values encrypted; undefined where it has none. */
export function writtenValue({ folder, project, stack }: StackFile, key: string): unknown {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) return undefined;
  const document = parse(readFileSync(path, "utf8")) as { readonly config?: unknown } | null;
  const config = document?.config;
  if (typeof config !== "object" || config === null) return undefined;
  const values = config as Readonly<Record<string, unknown>>;
  return values[`${project}:${key}`] ?? values[key];
}

export interface StackFile {
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
}
