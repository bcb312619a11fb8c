import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";

export const root = resolve(__dirname, "..");

/** Makes a project of this checkout's program in `folder`, with one stack; `main`, where it is given, stands in for infra/. */
export function copyProject(
  folder: string,
  { stack, config, main }: { readonly stack: string; readonly config: object; readonly main?: string },
): void {
  mkdirSync(join(folder, "state"), { recursive: true });
  for (const path of ["infra", "packages", "services", "node_modules", "package.json", "tsconfig.json"])
    symlinkSync(join(root, path), join(folder, path));
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ ...project, ...(main === undefined ? {} : { main }) }));
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
}

/** How the embedded engine previews a stack of such a project. */
export function previewCommand(folder: string, stack: string, ...words: readonly string[]): readonly string[] {
  const engine = join(root, "packages/engine/main.ts");
  return [process.execPath, "--import", "tsx", engine, "preview", "--cwd", folder, "--stack", stack, ...words];
}

/** What that gets: nothing of this user's stacks. */
export function copyEnvironment(folder: string): Record<string, string> {
  return { PULUMI_CONFIG_PASSPHRASE: "bench", XDG_STATE_HOME: join(folder, "private") };
}
