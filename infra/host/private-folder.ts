import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { basename, join } from "node:path";

/**
 * The folder, outside the project, of what a stack keeps on this computer alone: keys, disks, machines, passphrase.
 * The same for every run of the same checkout. Its parts are made 0700 by whoever first writes there.
 */
export function privateFolder(projectFolder: string, stack: string, stateHome = defaultStateHome()): string {
  const checkout = createHash("sha256").update(projectFolder).digest("hex").slice(0, 8);
  return join(stateHome, "berth", `${basename(projectFolder)}-${checkout}`, stack);
}

function defaultStateHome(): string {
  return process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state");
}
