import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./stack";

const originals = new Map<string, string>();

/** Changes a file of the checkout for this test file; `restore` puts every changed file back. */
export function edit(path: string, change: (text: string) => string): void {
  const file = join(root, path);
  const text = readFileSync(file, "utf8");
  if (!originals.has(file)) originals.set(file, text);
  const changed = change(text);
  if (changed === text) throw new Error(`the change to ${path} changed nothing`);
  writeFileSync(file, changed);
}

/** Has `restore` put a file back that a command changes; the result reads it as it is. */
export function edited(path: string): () => string {
  const file = join(root, path);
  if (!originals.has(file)) originals.set(file, readFileSync(file, "utf8"));
  return () => readFileSync(file, "utf8");
}

export function restore(): void {
  for (const [file, text] of originals) writeFileSync(file, text);
  originals.clear();
}
