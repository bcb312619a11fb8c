import type { ImageInputs } from "@berth/resources/local-types";

export interface RecipeFile {
  /** Below the recipe folder. */
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** What build.sh reads: release, packages (one a line), script (guest path), size-gib, and files/ that mirrors the root. */
export function recipeFiles(inputs: ImageInputs): readonly RecipeFile[] {
  const plain = (path: string, content: string) => ({ path, content: `${content}\n`, mode: 0o644 });
  return [
    plain("release", inputs.release),
    plain("packages", [...new Set(inputs.packages)].sort().join("\n")),
    plain("script", inputs.script),
    plain("size-gib", String(inputs.sizeGiB)),
    ...Object.entries(inputs.files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, content]) => ({ path: `files${path}`, content, mode: modeOf(path) })),
  ];
}

/** Programs are those below a bin or sbin folder. */
function modeOf(path: string): number {
  return path
    .split("/")
    .slice(0, -1)
    .some((part) => part === "bin" || part === "sbin")
    ? 0o755
    : 0o644;
}
