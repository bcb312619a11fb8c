import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "@berth/cli/usage-error";

/** Runs `work` if no other comparison runs in the folder; rejects otherwise. One that was killed is not in the way. */
export async function asOnlyRun(folder: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "pid");
  const other = holderOf(file);
  if (other !== undefined)
    throw new UsageError(
      `a comparison runs already, as process ${other}: wait for it, or stop it; if that is another program, remove ${file}`,
    );
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: "wx" });
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    // Of an empty file it is 0, which would be this process's own group.
    if (pid < 1) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
