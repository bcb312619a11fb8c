import { escapeMarkdown } from "@berth/review/markdown-text";
import { quantity } from "../figures/quantity";
import type { ComparedMeasure, Comparison } from "./comparison";
import { type Conclusion, conclusionsOf } from "./conclusions";
import { type RuntimeName, runtimeNames } from "../figures/reading";
import { figureText, paragraphOf, ratioText, runtimeTitles, spreadText } from "./sentences";

/** compare.md: one table, one paragraph a row, and what follows from them. */
export function renderMarkdown(comparison: Comparison): string {
  const { containers, vms, equal, open } = conclusionsOf(comparison);
  return [
    "# Containers or virtual machines, measured",
    "",
    circumstancesLine(comparison),
    "",
    escapeMarkdown(conductLine(comparison)),
    "",
    "| | | containers | VMs | VMs ÷ containers |",
    "| --- | --- | --- | --- | --- |",
    ...comparison.rows.flatMap((row) => row.measures.map((measure) => tableLine(row.title, measure))),
    "",
    ...comparison.rows.flatMap((row) => [`**${row.title}.** ${escapeMarkdown(paragraphOf(row))}`, ""]),
    ...reasonLines("Take containers when", containers),
    ...reasonLines("Take VMs when", vms),
    ...(equal.length > 0 ? [`No difference beyond 25 %: ${escapeMarkdown(equal.join("; "))}.`, ""] : []),
    ...(open.length > 0 ? [`Measured, and not ranked: ${escapeMarkdown(open.join("; "))}.`, ""] : []),
    "## How it was measured",
    "",
    ...comparison.rows.flatMap((row) => row.measures.map(({ title, how }) => `- **${title}**: ${escapeMarkdown(how)}`)),
    "",
  ].join("\n");
}

/** Machine, mode, date, versions and load, in one line. */
export function circumstancesLine({ machine, mode, finishedAt, commit, load, versions }: Comparison): string {
  const words = [
    `${machine.processor}, ${machine.cores} cores, ${quantity(machine.memoryBytes, "bytes")}, ${machine.acceleration}`,
    machine.system,
    `${mode} run that ended ${finishedAt.slice(0, 16).replace("T", " ")} UTC`,
    `commit ${commit.slice(0, 12)}`,
    `load ${load.least.toFixed(1)} to ${load.greatest.toFixed(1)}, median ${load.median.toFixed(1)}`,
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
  ];
  return `${words.join("; ")}.`;
}

/** How large the machines were, and what both runtimes did meanwhile. */
export function conductLine({ sizes, conduct }: Comparison): string {
  const runtime = (name: RuntimeName) => {
    const each = sizes[name].map(
      ({ processors, memoryBytes }) => `${processors} × CPU and ${quantity(memoryBytes, "bytes")}`,
    );
    return `${runtimeTitles[name]} on ${each.length} ${each.length === 1 ? "machine" : "machines"} (${each.join("; ")})`;
  };
  return `The services ran as ${runtimeNames.map(runtime).join(", ")}. ${conduct}`;
}

function tableLine(row: string, measure: ComparedMeasure): string {
  const cells = [row, measure.title, cellOf(measure, "containers"), cellOf(measure, "vms"), ratioText(measure)];
  return `| ${cells.map((text) => escapeMarkdown(text)).join(" | ")} |`;
}

function cellOf(measure: ComparedMeasure, runtime: "containers" | "vms"): string {
  const spread = spreadText(measure[runtime], measure);
  return `${figureText(measure[runtime], measure)}${spread === "" ? "" : ` (${spread})`}`;
}

function reasonLines(title: string, reasons: readonly Conclusion[]): string[] {
  if (reasons.length === 0) return [];
  return [`## ${title}`, "", ...reasons.map(({ when, because }) => `- ${when}. ${escapeMarkdown(because)}.`), ""];
}
