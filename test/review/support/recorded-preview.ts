import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../previews");

/** The text of a preview that test/review/record made; what it has in common with that of no change is kept there. */
export function recordedPreview(name: string): string {
  const preview = read(name);
  const unchanged = new Map(read(`${name.split("-")[0] ?? ""}-no-change`).steps.map((step) => [step.urn, step]));
  const steps = preview.steps.map((step) => (step.op === undefined ? (unchanged.get(step.urn) ?? step) : step));
  return JSON.stringify({ ...preview, steps });
}

function read(name: string): { steps: readonly { op?: string; urn: string }[] } {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as { steps: { op?: string; urn: string }[] };
}
