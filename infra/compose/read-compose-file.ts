import { existsSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { readEnvFile } from "@berth/compose";
import { ComposeError } from "./fault";
import { type ComposeSource, parseCompose } from "./parse-compose";
import type { ProjectFiles } from "./project-files";
import { readText } from "./read-text";
import { SecureTokens } from "./secure-tokens";
import type { ComposeModel } from "./service-model";

const OVERRIDES = ["compose.override.yaml", "compose.override.yml"];

/** Where a project is. */
export interface ComposeFiles {
  /** Absolute paths; with one alone, an override file beside it is over it. */
  readonly paths: readonly string[];
  /** Absolute; messages name the files by their paths from here. */
  readonly root: string;
}

type ReadOptions = Pick<ComposeSource, "variables" | "memoryMiB" | "hosts"> & {
  /** Names of the secure variables; their values are not needed here. Default: none. */
  readonly secure?: readonly string[];
};

/** Reads and checks a project's compose files, with the `.env` beside them; throws one ComposeError with all faults. */
export function readComposeFile({ paths, root }: ComposeFiles, { secure = [], ...options }: ReadOptions): ComposeModel {
  const [main = ""] = paths;
  const folder = dirname(main);
  const override = OVERRIDES.map((name) => join(folder, name)).find((path) => existsSync(path));
  const all = paths.length === 1 && override !== undefined ? [main, override] : paths;
  const label = labelFrom(root);
  const files = all.map((path) => ({ path, text: readText(path, label(path)) }));
  const tokens = new SecureTokens(
    secure,
    files.map(({ text }) => text),
  );
  const given = { ...options.variables, ...tokens.variables };
  const variables = { ...envFileBeside(folder, given, label), ...given };
  return parseCompose({ ...options, files, folder, variables, tokens, projectFiles, label });
}

type Label = (path: string) => string;

/** A file of the project by its path in it, another one by its whole path. */
function labelFrom(root: string): Label {
  return (path) => {
    const inside = relative(root, path);
    return inside.startsWith("..") ? path : inside;
  };
}

const projectFiles: ProjectFiles = {
  readFile: (path) => (statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readText(path, path) : undefined),
  kindOf: (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    return stat.isDirectory() ? "folder" : "file";
  },
};

function envFileBeside(
  folder: string,
  around: Readonly<Record<string, string>>,
  label: Label,
): Readonly<Record<string, string>> {
  const path = join(folder, ".env");
  const text = projectFiles.readFile(path);
  if (text === undefined) return {};
  const { values, faults } = readEnvFile(text, (name) => around[name]);
  if (faults.length > 0)
    throw new ComposeError(
      label(path),
      faults.map((fault) => ({ path: [], ...fault })),
    );
  return Object.fromEntries(values);
}
