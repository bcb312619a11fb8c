import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { parseCheckpoint } from "./checkpoint";
import { EngineError } from "@berth/model/engine-error";
import { keepBackup, writeFileAtomically } from "../project/stack-file";

/** Names a stack within a backend. */
export interface StackReference {
  readonly project: string;
  readonly stack: string;
}

/** Where things are in Pulumi's project-scoped file backend. */
export interface Backend {
  /** As given: "file://./state". */
  readonly url: string;
  /** The absolute folder that contains ".pulumi". */
  readonly root: string;
}

const scheme = "file://";
const layoutVersion = 1;

/**
 * A file backend; `url` is file:// absolute, relative to `folder`, or beginning with "~". Other schemes, another layout and
 * a folder that is absent or unwritable are EngineErrors. Creates .pulumi/meta.yaml when absent.
 */
export function openBackend(url: string, folder: string): Backend {
  const backend = { url, root: rootOf(url, folder) };
  if (!existsSync(backend.root)) throw noFolder(backend);
  try {
    mkdirSync(join(backend.root, ".pulumi"), { recursive: true, mode: 0o700 });
    accessSync(join(backend.root, ".pulumi"), constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw EngineError.from(thrown, `open backend ${url}`);
  }
  ensureLayout(backend);
  return backend;
}

/** The file that holds the stack's state; throws when the stack's name is not legal. */
export function checkpointPath(backend: Backend, { project, stack }: StackReference): string {
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack) || /^\.+$/.test(stack)) {
    throw new EngineError(`open stack "${stack}": a name is 1 to 100 letters, digits, "_", "." and "-"`);
  }
  return join(backend.root, ".pulumi", "stacks", project, `${stack}.json`);
}

/** Names of the project's stacks, sorted. */
export function listStacks(backend: Backend, project: string): readonly string[] {
  const folder = join(backend.root, ".pulumi", "stacks", project);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).flatMap((name) => /^(.+)\.json(?:\.gz|\.zst)?$/.exec(name)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** Throws when the state is there in a form that this engine does not read. */
export function stackExists(backend: Backend, stack: StackReference): boolean {
  const path = checkpointPath(backend, stack);
  const compressed = [".gz", ".zst"].map((suffix) => path + suffix).find((file) => existsSync(file));
  if (compressed !== undefined) {
    throw new EngineError(
      `read state ${compressed}: compressed state is not supported; unset PULUMI_DIY_BACKEND_GZIP and PULUMI_DIY_BACKEND_COMPRESSION and run a pulumi command that writes it`,
    );
  }
  return existsSync(path);
}

/** Makes a stack that was never deployed. Throws when it exists already. */
export function createStack(backend: Backend, stack: StackReference, checkpointText: string): void {
  if (stackExists(backend, stack)) throw new EngineError(`create stack ${stack.stack}: it exists already`);
  writeFileAtomically(checkpointPath(backend, stack), checkpointText);
}

/** The text of the stack's checkpoint; undefined when there is none. An unreadable one is an error that names the .bak. */
export function readStack(backend: Backend, stack: StackReference): string | undefined {
  const path = checkpointPath(backend, stack);
  if (!stackExists(backend, stack)) {
    missingState(path);
    return;
  }
  try {
    return readFileSync(path, "utf8");
  } catch (thrown) {
    throw EngineError.from(thrown, `read state (the one before it is ${path}.bak)`);
  }
}

/** Replaces the checkpoint atomically and durably; the previous one stays as .bak. */
export function writeStack(backend: Backend, stack: StackReference, checkpointText: string): void {
  const path = checkpointPath(backend, stack);
  keepBackup(path);
  writeFileAtomically(path, checkpointText);
}

/** Keeps a state that must not replace the checkpoint in a file beside it, which no engine reads. Returns the file's path. */
export function writeRefusedState(backend: Backend, stack: StackReference, checkpointText: string): string {
  const path = `${checkpointPath(backend, stack)}.refused`;
  writeFileAtomically(path, checkpointText);
  return path;
}

/** Removes the checkpoint and the history; as `pulumi stack rm`, it keeps the last state as .bak, and the backups. */
export function removeStack(backend: Backend, stack: StackReference): void {
  const path = checkpointPath(backend, stack);
  try {
    keepBackup(path);
    rmSync(path, { force: true });
    rmSync(join(backend.root, ".pulumi", "history", stack.project, stack.stack), { recursive: true, force: true });
  } catch (thrown) {
    throw EngineError.from(thrown, `remove stack ${stack.stack}`);
  }
}

/** A stack that had resources when its state went away was not meant to be made again from nothing. */
function missingState(path: string): undefined {
  if (!existsSync(`${path}.bak`) || isEmptyState(`${path}.bak`)) return undefined;
  throw new EngineError(
    `read state ${path}: it is gone, yet the state before the last write had resources: copy ${path}.bak to it, or delete that too for a new stack`,
  );
}

function isEmptyState(path: string): boolean {
  try {
    const { latest } = parseCheckpoint(readFileSync(path, "utf8"), path);
    return isAbsentOrEmpty(latest?.resources) && isAbsentOrEmpty(latest?.pending_operations);
  } catch {
    return false;
  }
}

function isAbsentOrEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function rootOf(url: string, folder: string): string {
  if (!url.startsWith(scheme)) {
    throw new EngineError(
      `open backend ${withoutPassword(url)}: this engine keeps state in files only; give a file:// URL, or put the pulumi CLI, which can use this backend, on PATH (PULUMI_ENGINE=cli makes sure of it)`,
    );
  }
  const path = url.slice(scheme.length).split("?")[0] ?? "";
  if (path === "~") return homedir();
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : resolve(folder, path);
}

/** The CLI makes none either: a relative URL used from elsewhere would begin a second, empty state. */
function noFolder({ url, root }: Backend): EngineError {
  const relative = url.startsWith(`${scheme}.`)
    ? "; a relative URL starts from the folder that the command runs in"
    : "";
  return new EngineError(`open backend ${url}: there is no folder ${root}: make it${relative}`);
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}

function ensureLayout(backend: Backend): void {
  const path = join(backend.root, ".pulumi", "meta.yaml");
  if (existsSync(path)) {
    checkLayout(path);
    return;
  }
  const stacks = join(backend.root, ".pulumi", "stacks");
  const legacy = existsSync(stacks) && readdirSync(stacks).some((name) => /\.json(?:\.gz)?$/.test(name));
  if (legacy) throw oldLayout(backend.url);
  writeFileAtomically(path, `version: ${layoutVersion}\n`);
}

function checkLayout(path: string): void {
  let meta: unknown;
  try {
    meta = parse(readFileSync(path, "utf8"));
  } catch (thrown) {
    throw EngineError.from(thrown, `read ${path}`);
  }
  const version = typeof meta === "object" && meta !== null && "version" in meta ? meta.version : undefined;
  if (version === 0) throw oldLayout(path);
  if (version !== layoutVersion) {
    throw new EngineError(
      `read ${path}: version ${JSON.stringify(version)} is not ${layoutVersion}; use the pulumi CLI for this backend`,
    );
  }
}

function oldLayout(where: string): EngineError {
  return new EngineError(`open backend ${where}: its stacks are not kept by project; run: pulumi state upgrade`);
}
