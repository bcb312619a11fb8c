import { chmod, copyFile, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Copies a file for a host: a program stays one, whatever else its mode says here. */
export async function copyTo(target: string, source: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target);
  await chmod(target, ((await stat(source)).mode & 0o100) === 0 ? 0o644 : 0o755);
}

export async function writeTo(target: string, text: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text, { mode: 0o644 });
}

/** What a script reads: a value a line; none of them has a line break, Check has seen to that. */
export function planText(values: Readonly<Record<string, string | number | readonly string[]>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === "object" ? value.join(" ") : value}\n`)
    .join("");
}
