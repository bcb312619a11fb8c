import { posix } from "node:path";
import type { ConfigModel, ConfigMountModel, FileAttributes, ServiceModel } from "../../compose/service-model";
import type { Tree, TreeFile } from "./read-tree";
import { secretMode } from "./secret-mode";
import { placedSecrets, type SecretMount } from "./secrets-spec";

/** A file that a volume is filled with. */
export interface HeldFile {
  /** Relative to its mount; "" when that is the file itself. */
  readonly path: string;
  readonly permissions: string;
  readonly owner?: string;
  readonly group?: string;
  /** Path from where the program runs, and what is in it. */
  readonly source?: Pick<TreeFile, "source" | "sha256">;
  /** Text of a config. */
  readonly content?: string;
  /** Name of the secret that is its text. */
  readonly secret?: string;
}

/** What a service mounts read-only at one place. */
export interface HeldMount {
  readonly target: string;
  readonly isFolder: boolean;
  readonly files: readonly HeldFile[];
}

export interface Held {
  /** By the file or folder of the project that they were read from. */
  readonly trees: ReadonlyMap<string, Tree>;
  readonly configs: readonly ConfigModel[];
}

/** Makes a folder exist that would hold nothing: only files can be uploaded. */
const KEEP = ".keep";

/** The files of the project, configs and secrets outside of their usual folder of a service, each as a mount of its own. */
export function heldMounts(service: ServiceModel, { trees, configs }: Held): HeldMount[] {
  const { files = [], configMounts = [] } = service;
  const mounts = [
    ...files.map(({ source, target }) => ({ target, ...ofTree(treeOf(trees, source)) })),
    ...configMounts.map((mount) => configMount(mount, { trees, configs })),
    ...placedSecrets(service).elsewhere.map((mount) => secretMount(mount, secretMode(service))),
  ];
  const places = [...mounts, ...foldersOf(service)];
  return mounts.map((mount) => (mount.isFolder ? withMountPoints(mount, places) : mount));
}

/** Permissions and owner of a file that Compose describes; without a mode it is `mode`. */
export function attributesOf({ uid, gid, mode }: Omit<FileAttributes, "target">, usual: number) {
  return {
    permissions: `0${(mode ?? usual).toString(8).padStart(3, "0")}`,
    ...(uid !== undefined && { owner: uid }),
    ...(gid !== undefined && { group: gid }),
  };
}

function ofTree({ isFolder, files }: Tree): Pick<HeldMount, "isFolder" | "files"> {
  const held = files.map(({ path, permissions, source, sha256 }) => ({
    path,
    permissions,
    source: { source, sha256 },
  }));
  return { isFolder, files: held };
}

function configMount({ config, target, ...given }: ConfigMountModel, { trees, configs }: Held): HeldMount {
  const found = configs.find(({ name }) => name === config);
  if (found === undefined) throw new Error(`the compose model refers to config ${config}, which it does not have`);
  const attributes = attributesOf(given, 0o444);
  if (found.file === undefined)
    return { target, isFolder: false, files: [{ path: "", ...attributes, content: found.content ?? "" }] };
  const tree = ofTree(treeOf(trees, found.file));
  return { ...tree, target, files: tree.files.map((file) => ({ ...file, ...attributes })) };
}

function secretMount({ secret, target, ...given }: SecretMount, mode: number): HeldMount {
  return { target, isFolder: false, files: [{ path: "", ...attributesOf(given, mode), secret }] };
}

function treeOf(trees: Held["trees"], source: string): Tree {
  const tree = trees.get(source);
  if (tree === undefined) throw new Error(`${source} of the project was not read`);
  return tree;
}

interface MountPlace {
  readonly target: string;
  readonly isFolder: boolean;
}

function foldersOf({ volumes, folderMounts = [], tmpfs }: ServiceModel): MountPlace[] {
  return [...volumes, ...folderMounts, ...tmpfs].map(({ target }) => ({ target, isFolder: true }));
}

/** A folder that can't be written needs the places where others are mounted within it. */
function withMountPoints(mount: HeldMount, places: readonly MountPlace[]): HeldMount {
  const files = [...mount.files];
  for (const { target, isFolder } of places) {
    const path = posix.relative(mount.target, target);
    if (path === "" || path.startsWith("..")) continue;
    const isThere = files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
    if (!isThere) files.push(placeholder(isFolder ? `${path}/${KEEP}` : path));
  }
  return { ...mount, files: files.length === 0 ? [placeholder(KEEP)] : files };
}

/** One line break: the official plugin takes no empty content. */
function placeholder(path: string): HeldFile {
  return { path, permissions: "0644", content: "\n" };
}
