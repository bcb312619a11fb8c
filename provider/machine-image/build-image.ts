import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { requireFreeSpace } from "../free-space";
import type { Operation } from "../resource-kind";
import { CommandError, lastLines, runCommand } from "../run-command";
import { builderFolder, imageFolder, isCached } from "./image-cache";
import type { ImageInputs } from "./image-digest";
import { recipeFiles } from "./recipe-files";

/** A build takes about 2 minutes; a slow mirror may need far longer. */
const buildLimitMs = 45 * 60_000;
/** The tree, the tar of the container image and the compressed disk, at once. */
const minimumFreeGiB = 6;
const sayAgainMs = 10_000;

/** Builds an image into the cache, or waits for the one who does. */
export async function buildImage(operation: Operation, digest: string, inputs: ImageInputs): Promise<void> {
  const folder = imageFolder(digest);
  if (await isCached(folder)) return;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await requireFreeSpace(dirname(folder), minimumFreeGiB, "build the machine image");
  const recipe = await mkdtemp(join(tmpdir(), "berth-recipe-"));
  try {
    await writeRecipe(recipe, inputs);
    await build(operation, folder, recipe);
  } finally {
    await rm(recipe, { recursive: true, force: true });
  }
}

async function writeRecipe(folder: string, inputs: ImageInputs): Promise<void> {
  for (const { path, content, mode } of recipeFiles(inputs)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode });
  }
}

async function build(operation: Operation, folder: string, recipe: string): Promise<void> {
  const started = Date.now();
  const passed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const lines: string[] = [];
  let step = "starting";
  const say = () => operation.progress(`machine image, ${passed()}: ${step}`);
  const saying = setInterval(say, sayAgainMs);
  const onLine = (line: string) => {
    lines.push(line);
    if (!line.startsWith("step: ")) return;
    step = line.slice("step: ".length);
    say();
  };
  const stopWith = process.getuid?.() === 0 ? undefined : ["sudo", "-n", "kill"];
  await runCommand([join(__dirname, "build-locked.sh"), folder, join(builderFolder, "build.sh"), recipe], {
    limitMs: buildLimitMs,
    signal: operation.signal,
    onLine,
    ...(stopWith && { stopWith }),
  })
    .catch((error: unknown) => {
      throw buildFault(error, lines);
    })
    .finally(() => clearInterval(saying));
  operation.progress(`machine image: built in ${passed()}`);
}

/** The command's own error has stderr alone; the cause may be among the steps. */
function buildFault(error: unknown, lines: readonly string[]): Error {
  const text = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const reason = text.slice(text.lastIndexOf(": ") + 2);
  const needsRoot = error instanceof CommandError && /sudo: .*(password|required|terminal)/.test(lines.join("\n"));
  const fix = needsRoot ? "\nThe build needs root: run it as root, or let sudo work without a password" : "";
  const last = lastLines(lines.join("\n"), 15);
  return new Error(`build the machine image: ${reason}\n${last}${fix}`, { cause: error });
}
