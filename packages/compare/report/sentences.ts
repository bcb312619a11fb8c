import { quantity, times } from "../figures/quantity";
import type { Verdict } from "../figures/ratio";
import type { RuntimeName } from "../figures/reading";
import type { ComparedMeasure, ComparedRow, Outcome } from "./comparison";

export const runtimeTitles: Readonly<Record<RuntimeName, string>> = { containers: "containers", vms: "VMs" };

const verdictWords: Readonly<Record<Verdict, string>> = {
  containers: "containers do better",
  vms: "VMs do better",
  equal: "no difference beyond 25 %",
  "too wide to rank": "too wide to rank",
  "read once": "read once, not ranked",
  capped: "a cap was met, not ranked",
};

/** The figure, or that there is none. */
export function figureText(outcome: Outcome, measure: Pick<ComparedMeasure, "unit">): string {
  if (outcome.state === "not measured") return "not measured";
  return `${outcome.isAtLeast ? "≥ " : ""}${quantity(outcome.median, measure.unit)}`;
}

/** Spread and count, and the rounds that were lost; nothing for one reading of what one reading knows. */
export function spreadText(outcome: Outcome, { unit, isExact }: ComparedMeasure): string {
  if (outcome.state === "not measured") return outcome.reason;
  const { n, low, high, lost = [] } = outcome;
  const single = isExact ? "" : "one reading";
  const several = low === high ? `n = ${n}` : `${quantity(low, unit)} to ${quantity(high, unit)}, n = ${n}`;
  const missing = lost.length === 0 ? "" : `${lost.length} lost: ${[...new Set(lost)].join("; ")}`;
  return [n === 1 ? single : several, missing].filter((text) => text !== "").join(", ");
}

/** "VMs take 3.2 ×, 2.9 to 3.5; containers do better". */
export function ratioText({ ratio }: ComparedMeasure): string {
  if (ratio === undefined) return "no ratio: one runtime has no figure";
  const { value, low, high } = ratio;
  const interval = low !== undefined && high !== undefined && low !== high ? ` (${times(low)} to ${times(high)})` : "";
  return value === undefined
    ? verdictWords[ratio.verdict]
    : `${times(value)}${interval}; ${verdictWords[ratio.verdict]}`;
}

/** One paragraph: what a row's figures say, in words that follow from them. */
export function paragraphOf(row: ComparedRow): string {
  return row.measures.map((measure) => sentenceOf(measure)).join(" ");
}

function sentenceOf(measure: ComparedMeasure): string {
  const { title, containers, vms } = measure;
  if (containers.state === "not measured" && vms.state === "not measured")
    return `${title}: not measured (${reasons(containers.reason, vms.reason)}).`;
  const figures = `containers ${figureText(containers, measure)}, VMs ${figureText(vms, measure)}`;
  const refused = [containers, vms].find((outcome) => outcome.state === "not measured");
  if (refused?.state === "not measured") return `${title}: ${figures} (${refused.reason}).`;
  return `${title}: ${figures}; ${ratioText(measure)}.`;
}

function reasons(one: string, other: string): string {
  return one === other ? one : `containers: ${one}; VMs: ${other}`;
}
