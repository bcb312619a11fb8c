import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { EngineError, errorCode } from "@berth/model/engine-error";

/**
 * Replaces a file so that a crash at any moment leaves the old or the new text, never a part: written beside it, flushed,
 * renamed. Creates its folder, 0700; the file has `mode`. Throws an EngineError with the cause; nothing is left behind then.
 */
export function writeFileAtomically(path: string, text: string, mode = 0o600): void {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeAndFlush(temporary, text, mode);
    renameSync(temporary, path);
    flushFolder(dirname(path));
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw EngineError.from(explain(thrown), `write ${path}`);
  }
}

/**
 * Makes `path`.bak another name of the file, which keeps its text when writeFileAtomically replaces the file; does nothing
 * when there is no file.
 */
export function keepBackup(path: string): void {
  if (!existsSync(path)) return;
  const temporary = `${path}.bak.tmp`;
  try {
    rmSync(temporary, { force: true });
    linkOrCopy(path, temporary);
    renameSync(temporary, `${path}.bak`);
    // Renaming one name of a file to another name of the same file does nothing.
    rmSync(temporary, { force: true });
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw EngineError.from(explain(thrown), `back up ${path}`);
  }
}

/** A run writes its state twice for each step: copying all of it, too, doubles what goes to the disk. */
function linkOrCopy(path: string, copy: string): void {
  try {
    linkSync(path, copy);
  } catch {
    // Not every file system has hard links.
    copyFileSync(path, copy);
  }
}

function writeAndFlush(path: string, text: string, mode: number): void {
  const file = openSync(path, "w", mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Without this the rename itself may be lost with the power. */
function flushFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Adds the fix to the causes that people meet. */
function explain(thrown: unknown): unknown {
  const code = errorCode(thrown) ?? "";
  const fixes: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full; free some space and run the command again",
    EDQUOT: "the disk quota is used up; free some space and run the command again",
    EROFS: "the file system is read-only; mount it writable",
    EACCES: "it may not be written by this user; change its owner or mode",
  };
  const fix = fixes[code];
  return fix === undefined ? thrown : new EngineError(`${fix} (${code})`, { cause: thrown });
}
