import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { runCommand } from "@berth/process/run-command";

const limitMs = 60_000;
/** npm links the packages of this repository here, relative to the folder. */
const workspaceScope = "@berth";

/** A copy of a checkout in `folder`, with what is not committed yet: a change there leaves the checkout as it is. An existing copy is kept. */
export async function copyCheckout(checkout: string, folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const path of await filesOf(checkout)) {
    const to = join(unfinished, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(checkout, path), to);
  }
  linkModules(checkout, unfinished, "node_modules");
  for (const service of readdirSync(join(checkout, "services"))) {
    const modules = join("services", service, "node_modules");
    if (existsSync(join(checkout, modules))) linkModules(checkout, unfinished, modules);
  }
  // In place whole or not at all.
  renameSync(unfinished, folder);
}

/** Links the installed packages; the workspace's own are the copy's, or a later change of the checkout would run there. */
function linkModules(checkout: string, copy: string, modules: string): void {
  mkdirSync(join(copy, modules), { recursive: true });
  for (const name of readdirSync(join(checkout, modules)).filter((name) => name !== workspaceScope)) {
    symlinkSync(join(checkout, modules, name), join(copy, modules, name));
  }
  const scope = join(modules, workspaceScope);
  if (!existsSync(join(checkout, scope))) return;
  mkdirSync(join(copy, scope));
  for (const name of readdirSync(join(checkout, scope))) {
    symlinkSync(readlinkSync(join(checkout, scope, name)), join(copy, scope, name));
  }
}

/** Writes Pulumi.<stack>.yaml there. */
export function writeStackFile(folder: string, stack: string, config: Readonly<Record<string, unknown>>): void {
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
}

/** What git keeps or would keep, as far as it is there. */
async function filesOf(checkout: string): Promise<readonly string[]> {
  const listed = ["git", "-C", checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await runCommand(listed, { limitMs });
  return stdout.split("\0").filter((path) => path !== "" && existsSync(join(checkout, path)));
}
