import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../previews");

/** The text of a preview that test/packages/review/record made; a step that is only a URN there is kept in that of no change. */
export function recordedPreview(name: string): string {
  const { steps, ...rest } = read(name);
  const unchanged = new Map(read(`${name.split("-")[0] ?? ""}-no-change`).steps.map((step) => [urnOf(step), step]));
  const whole = steps.map((step) => (typeof step === "string" ? unchanged.get(step) : step));
  return JSON.stringify({ ...rest, steps: whole });
}

/** A step, or the URN of one. */
type Saved = string | { readonly urn: string };

const urnOf = (step: Saved) => (typeof step === "string" ? step : step.urn);

function read(name: string): { steps: readonly Saved[] } {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as { steps: readonly Saved[] };
}
