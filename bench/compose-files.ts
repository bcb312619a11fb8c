import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { givenValues } from "@berth/infra/given-values";
import { ComposeError } from "@berth/infra/compose-fault";
import { type NotDeployed, notDeployedBy } from "@berth/infra/not-deployed";
import { parseCompose } from "@berth/infra/parse-compose";
import type { ProjectFiles } from "@berth/infra/project-files";
import type { ComposeModel } from "@berth/infra/service-model";

/** Enough for any file: how large a host is belongs to the stack. */
const memoryMiB = 1024 * 1024;

/** The YAML files below a folder, sorted. */
export function yamlFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** Reads a file as a project of its own; values that it leaves to its user count as given. Throws ComposeError where it is refused. */
export function readAlone(file: string, notDeployed: readonly NotDeployed[], projectFiles = given): ComposeModel {
  const text = readFileSync(file, "utf8");
  return parseCompose({
    files: [{ path: file, text }],
    variables: givenValues(text),
    memoryMiB,
    hosts: 1,
    projectFiles,
    notDeployed,
    label: basename,
  });
}

export interface Application {
  readonly file: string;
  readonly model: ComposeModel;
}

/** The file as an application that containers run, or nothing where it is refused. */
export function acceptedOf(file: string, projectFiles = given): readonly Application[] {
  try {
    return [{ file, model: readAlone(file, notDeployedBy("containers"), projectFiles) }];
  } catch (error) {
    if (error instanceof ComposeError) return [];
    throw error;
  }
}

/** At most `count` of them, at even distances. */
export function evenly<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]).flatMap(
    (one) => one ?? [],
  );
}

/** What a file names beside it counts as there: a file where it has an extension, else a folder. */
const given: ProjectFiles = {
  readFile: (path) => {
    const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
    return isThere ? readFileSync(path, "utf8") : /env[^/]*$/.test(path) ? "" : undefined;
  },
  kindOf: (path) => {
    const name = posix.basename(path);
    if (/^Dockerfile|\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(name) || /Dockerfile$/i.test(name)) return "file";
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
      ? "file"
      : isContext(path)
        ? "folder"
        : undefined;
  },
};

function isContext(path: string): boolean {
  return !path.includes("\u0000");
}
