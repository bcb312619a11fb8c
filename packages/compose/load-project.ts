import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type CheckedProject, project as projectReader } from "./check/project";
import { checkReferences } from "./check/references";
import { withDefaults } from "./default/defaults";
import type { Fault, Origin, Path } from "./fault";
import { type Lookup, substitute } from "./interpolate/template";
import type { ComposeText } from "./merge/file-source";
import { FileLoader } from "./merge/load-files";
import { entryOf, isText, type Node } from "./node";
import { Place } from "./place";
import type { Project } from "./project";
import { readYaml } from "./read/read-yaml";

export interface ProjectSource {
  /** In order: a later one is over those before it. */
  readonly files: readonly ComposeText[];
  /** Absolute; relative paths in the files start here, and it names a project that has no name. */
  readonly folder: string;
  /** For ${NAME}; `.env` files beside the project are the caller's to read with readEnvFile. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of services that run beside those without a profile. Default: none. */
  readonly profiles?: readonly string[];
  /** Text of a file that another one includes or extends. Default: there are no others. */
  readonly readFile?: (path: string) => string | undefined;
  /** How a file is called in messages. Default: by its path. */
  readonly label?: (path: string) => string;
}

export interface LoadedProject {
  /** Left out when there is a fault. */
  readonly project?: Project;
  /** What could be read in spite of faults, without the values that have one: for checks that report their faults too. */
  readonly readable?: CheckedProject;
  /** All of them, in the order of the files. */
  readonly faults: readonly Fault[];
  /** What is taken, but perhaps not meant: variables that are not set and count as empty. */
  readonly warnings: readonly Fault[];
  /** Where a place of the project is written; that of the nearest place around it where it is not written at all. */
  readonly originOf: (path: Path) => Origin | undefined;
}

/** Reads a project as compose-go does: reads, fills in variables, writes short forms out, merges, checks, completes. */
export function loadProject(source: ProjectSource): LoadedProject {
  const lists = { faults: [] as Fault[], warnings: [] as Fault[] };
  const root = new Place([], lists);
  const label = source.label ?? ((path: string) => path);
  const name = projectName(source);
  const lookup: Lookup = (variable) => lookupIn({ ...source.variables, COMPOSE_PROJECT_NAME: name }, variable);
  const loader = new FileLoader(source.readFile ?? (() => undefined), label, root);
  const tree = loader.load(source.files, { folder: source.folder, lookup, trail: [] });
  const originOf = (path: Path): Origin | undefined => originIn(tree, path);
  const end = (checked?: CheckedProject, project?: Project): LoadedProject => ({
    ...(project !== undefined && lists.faults.length === 0 ? { project } : {}),
    ...(checked === undefined ? {} : { readable: checked }),
    faults: sorted(lists.faults, source, label),
    warnings: lists.warnings,
    originOf,
  });
  if (isEmptyMap(tree) && lists.faults.length === 0)
    root.faultAt("must have services", { file: label(source.files[0]?.path ?? ""), line: 1 });
  const found = lists.faults.splice(0);
  const checked = projectReader(tree, root);
  lists.faults.splice(0, Infinity, ...found, ...newFaults(lists.faults, found));
  if (checked === undefined || lists.faults.length > 0) return end(checked);
  const complete = withDefaults(checked, { name, folder: source.folder, lookup });
  const { project, disabled } = selectProfiles(complete, source.profiles ?? []);
  checkReferences(project, { disabled, originOf }, root);
  return end(checked, project);
}

function isEmptyMap(node: Node): boolean {
  return node.kind === "map" && node.entries.size === 0;
}

/** A value that could not be cast is also one of the wrong type, at a path that merging may have moved: it is reported once. */
function newFaults(faults: readonly Fault[], before: readonly Fault[]): readonly Fault[] {
  const isRepeated = ({ path, origin, rule }: Fault): boolean =>
    before.some(
      (one) => isDeepStrictEqual(one.origin, origin) && (isDeepStrictEqual(one.path, path) || one.rule === rule),
    );
  return faults.filter((fault) => !isRepeated(fault));
}

/** The last `name:` of the files, else the folder's; in small letters, without what a name can't have. */
function projectName({ files, folder, variables }: ProjectSource): string {
  const names = files.flatMap(({ path, text }) =>
    readYaml(text, path).documents.flatMap((document) => {
      const name = entryOf(document, "name");
      return isText(name) && name.value !== "" ? [name.value] : [];
    }),
  );
  const given = substitute(names.at(-1) ?? "", (name) => lookupIn(variables, name)).text;
  return normalName(given) || normalName(posix.basename(folder)) || "app";
}

function normalName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}

function selectProfiles(
  project: Project,
  profiles: readonly string[],
): { readonly project: Project; readonly disabled: ReadonlySet<string> } {
  const isActive = ({ profiles: own = [] }: { readonly profiles?: readonly string[] }): boolean =>
    own.length === 0 || own.some((profile) => profiles.includes(profile)) || profiles.includes("*");
  const services = Object.entries(project.services);
  return {
    project: { ...project, services: Object.fromEntries(services.filter(([, service]) => isActive(service))) },
    disabled: new Set(services.filter(([, service]) => !isActive(service)).map(([name]) => name)),
  };
}

function originIn(tree: Node, path: Path): Origin | undefined {
  let node = tree;
  for (const key of path) {
    const next = node.kind === "list" ? node.items[Number(key)] : entryOf(node, String(key));
    if (next === undefined) break;
    node = next;
  }
  return node.origin;
}

function lookupIn(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** By file, then line; one fault for one cause. */
function sorted(faults: readonly Fault[], { files }: ProjectSource, label: (path: string) => string): Fault[] {
  const order = files.map(({ path }) => label(path));
  const place = ({ origin }: Fault): number => {
    const file = order.indexOf(origin?.file ?? "");
    return (file < 0 ? order.length : file) * 1e7 + (origin?.line ?? 0);
  };
  const seen = new Set<string>();
  const once = faults.filter((fault) => {
    const key = JSON.stringify([fault.path, fault.rule, fault.origin]);
    return !seen.has(key) && seen.add(key);
  });
  return [...once].sort((a, b) => place(a) - place(b));
}
