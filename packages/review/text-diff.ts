import { structuredPatch } from "diff";

/** Unchanged lines around a change. */
const contextLines = 3;
/** Texts that differ in more lines are shown one after the other: looking for the shortest diff would take long. */
const maxEditLength = 4000;

/** The lines of a unified diff without file names: "@@ …", " …", "+…", "-…"; [] when the texts are equal. */
export function textDiff(before: string, after: string): readonly string[] {
  if (before === after) return [];
  const patch = structuredPatch("", "", before, after, "", "", { context: contextLines, maxEditLength });
  if (patch === undefined) return [...prefixed("-", before), ...prefixed("+", after)];
  return patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}

function prefixed(sign: string, text: string): readonly string[] {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => sign + line);
}
