import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { CommandLine } from "../parse-command-line";
import { isPulumiName, projectFolder, projectName } from "../stack";
import { UsageError } from "../usage-error";
import { describeApplication } from "./describe-application";
import { readApplication } from "./read-application";
import { renamedProject, stackFileFor } from "./stack-file-for";

/** What `init` writes to: the checkout and the names of its stacks. */
interface Checkout {
  readonly folder: string;
  readonly name: string;
}

/**
 * `berth init FILE [--name NAME]`: makes the checkout the project of an application. Reads its Compose file, writes the
 * project's name and every stack's `composeFiles`, and prints what it opens. Exit code 1: the file has errors, which are
 * printed all, and nothing is written.
 */
export function init(
  { positionals: [file = ""], texts }: CommandLine,
  environment: NodeJS.ProcessEnv = process.env,
  folder = projectFolder,
): number {
  const path = composeFileAt(resolve(file));
  const application = readApplication(path, folder);
  if (application.model === undefined) {
    process.stdout.write(describeApplication(application));
    return 1;
  }
  const checkout = { folder, name: projectName(folder) };
  const name = texts.get("name") ?? defaultName(checkout, application.model.name, environment);
  checkName(checkout, name);
  const written = write(checkout, name, pathFrom(folder, path));
  process.stdout.write(describeApplication(application, { name, files: written }));
  return 0;
}

/** The file itself, or that of a folder, by the names that Compose looks for. */
function composeFileAt(path: string): string {
  const kind = statSync(path, { throwIfNoEntry: false });
  const names = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
  const candidates = kind?.isDirectory() === true ? names.map((name) => join(path, name)) : [path];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new UsageError(`No Compose file was found at ${candidates.join(", ")}.`);
  if (!/\.ya?ml$/.test(found)) throw new UsageError(`${found} is not named .yaml or .yml, as Compose files are.`);
  return found;
}

/** Of a checkout that has stacks already, or a backend elsewhere, the name stays: they would not be found under another one. */
function defaultName(
  checkout: Checkout,
  application: string,
  { PULUMI_BACKEND_URL: backend }: NodeJS.ProcessEnv,
): string {
  const isNew = checkout.name === "berth" && stacksOf(checkout).length === 0 && backend === undefined;
  return isNew ? application : checkout.name;
}

function checkName(checkout: Checkout, name: string): void {
  if (!isPulumiName(name)) {
    const rule = 'letters, digits, "-", "_" and "." only, at most 100';
    throw new UsageError(`${JSON.stringify(name)} is not a project name: ${rule}.`);
  }
  const stacks = stacksOf(checkout);
  if (name === checkout.name || stacks.length === 0) return;
  throw new UsageError(
    `Project ${checkout.name} has stacks (${stacks.join(", ")}), which would not be found under the name ${name}. Destroy them first, or leave out --name.`,
  );
}

/** Names of the stacks with a state in the checkout's own backend. */
function stacksOf({ folder, name }: Checkout): readonly string[] {
  const states = join(folder, "state", ".pulumi", "stacks", name);
  if (!existsSync(states)) return [];
  return readdirSync(states).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : []));
}

/** Writes what differs; returns the names of the files. */
function write({ folder, name: before }: Checkout, name: string, composeFile: string): readonly string[] {
  const stackFiles = readdirSync(folder).filter((file) => /^Pulumi\..+\.yaml$/.test(file));
  const changed = ["Pulumi.yaml", ...stackFiles].flatMap((file) => {
    const old = readFileSync(join(folder, file), "utf8");
    const text = file === "Pulumi.yaml" ? renamedProject(old, name) : stackFileFor(old, { composeFile, before, name });
    return text === old ? [] : [{ file, text }];
  });
  for (const { file, text } of changed) writeFileSync(join(folder, file), text);
  return changed.map(({ file }) => file);
}

/** A file of the checkout by its path in it, so that the checkout can move. */
function pathFrom(folder: string, path: string): string {
  const inside = relative(folder, path);
  return inside.startsWith("..") || isAbsolute(inside) || dirname(path) === path ? path : inside;
}
