import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pid } from "node:process";

const prefix = "berth-docker-";

/** A private folder (0700) of this process; those that killed processes left behind are removed on the way. */
export function makeSessionFolder(parent = tmpdir()): string {
  for (const name of readdirSync(parent)) {
    const owner = /^berth-docker-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, `${prefix}${pid}-`));
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
