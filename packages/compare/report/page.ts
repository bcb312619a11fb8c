import type { ComparedMeasure, ComparedRow, Comparison } from "./comparison";
import { quantity, times } from "../figures/quantity";
import { runtimeNames } from "../figures/reading";
import { type Conclusion, conclusionsOf } from "./conclusions";
import { escapeHtml } from "./html-text";
import { circumstancesLine, conductLine } from "./markdown";
import { figureText, ratioText, runtimeTitles, spreadText } from "./sentences";

export interface Drawings {
  /** SVG by measure; none for what has no figure. */
  readonly measures: ReadonlyMap<string, string>;
  /** The overview for a phone and for a wide screen; absent where nothing ranks. */
  readonly overview?: { readonly narrow: string; readonly wide: string };
  readonly style: string;
}

/** compare.html: one file without a script that loads nothing else. */
export function renderPage(comparison: Comparison, drawings: Drawings): string {
  const { containers, vms, equal, open } = conclusionsOf(comparison);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Containers or virtual machines, measured</title>
<style>
${drawings.style}
</style>
</head>
<body>
<header>
<p class="eyebrow">Berth · ${comparison.mode === "once" ? "everything read once" : `${comparison.mode} comparison`}</p>
<h1><span class="containers">Containers</span> or <span class="vms">virtual machines</span>, measured</h1>
<p class="lead">The same three services from one description: once in containers on one VM, once each on a VM of its own without Docker. Every figure was read, none is quoted; what could not be read says why.</p>
</header>
<main>
${overviewSection(drawings, containers, vms)}
<section class="choice" aria-label="When to take which">
${reasonColumn("containers", "Take containers when", containers)}
${reasonColumn("vms", "Take VMs when", vms)}
</section>
${remainder(equal, open)}
${comparison.rows.map((row) => rowSection(row, drawings)).join("\n")}
</main>
<footer>
<h2>Where this was measured</h2>
<p>${escapeHtml(circumstancesLine(comparison))}</p>
<p>${escapeHtml(conductLine(comparison))}</p>
<p>A bar is the median; dots are single readings, the line through them goes from quartile to quartile, of fewer than four from the least to the greatest. A ratio whose ends are more than 25 % apart ranks nothing and is called too wide; so does one that was read once and can vary.</p>
</footer>
</body>
</html>
`;
}

function overviewSection(
  { overview }: Drawings,
  containers: readonly Conclusion[],
  vms: readonly Conclusion[],
): string {
  if (overview === undefined)
    return `<section class="overview"><p>Nothing ranks yet: no measure has figures of both runtimes that two runs would agree on.</p></section>`;
  return `<section class="overview" aria-label="Overview">
<p class="legend"><span class="containers">← containers do better (${containers.length})</span><span class="vms">VMs do better (${vms.length}) →</span></p>
<figure class="narrow" data-overview="${containers.length + vms.length}">${overview.narrow}</figure>
<figure class="wide" data-overview="${containers.length + vms.length}">${overview.wide}</figure>
<p class="note">How many times better, on a logarithmic scale; only what two runs would agree on.</p>
</section>`;
}

function reasonColumn(runtime: "containers" | "vms", title: string, reasons: readonly Conclusion[]): string {
  const items = reasons.map(
    ({ when, because, factor }) =>
      `<li><strong>${escapeHtml(when)}</strong><span>${escapeHtml(because)}${factor === undefined ? "" : ` (${times(factor)})`}</span></li>`,
  );
  const body = items.length > 0 ? `<ul>${items.join("")}</ul>` : "<p>No ranked measure speaks for them here.</p>";
  return `<div class="${runtime}"><h2>${title}</h2>${body}</div>`;
}

function remainder(equal: readonly string[], open: readonly string[]): string {
  const lines = [
    ...(equal.length > 0 ? [`<p><b>No difference beyond 25 %:</b> ${escapeHtml(equal.join("; "))}.</p>`] : []),
    ...(open.length > 0 ? [`<p><b>Measured, and not ranked:</b> ${escapeHtml(open.join("; "))}.</p>`] : []),
  ];
  return lines.length === 0 ? "" : `<section class="remainder">${lines.join("")}</section>`;
}

function rowSection(row: ComparedRow, drawings: Drawings): string {
  return `<section class="row" id="${row.id}">
<h2>${row.title} <small>${row.question}</small></h2>
<div class="cards">
${row.measures.map((measure) => card(measure, drawings)).join("\n")}
</div>
</section>`;
}

function card(measure: ComparedMeasure, { measures }: Drawings): string {
  const drawing = measures.get(measure.id);
  const label = `${measure.title}: containers ${figureText(measure.containers, measure)}, VMs ${figureText(measure.vms, measure)}`;
  const verdict = measure.ratio?.verdict ?? "not measured";
  return `<article class="card" data-measure="${measure.id}">
<h3>${escapeHtml(measure.title)}</h3>
<p class="verdict ${verdict.replaceAll(" ", "-")}">${escapeHtml(measure.ratio === undefined ? "not compared" : ratioText(measure))}</p>
${drawing === undefined ? "" : `<figure role="img" aria-label="${escapeHtml(label)}">${drawing}</figure>`}
${runtimeNames.map((runtime) => runtimeLine(measure, runtime)).join("")}
<details><summary>How it was measured</summary><p>${codeIn(measure.how)}</p>${evidenceList(measure)}</details>
</article>`;
}

/** Spread and parts of one runtime, or why it has no figure. */
function runtimeLine(measure: ComparedMeasure, runtime: "containers" | "vms"): string {
  const outcome = measure[runtime];
  if (outcome.state === "not measured")
    return `<p class="runtime refused"><b>${runtimeTitles[runtime]}</b> not measured: ${escapeHtml(outcome.reason)}</p>`;
  const parts = Object.entries(outcome.parts ?? {}).map(([name, value]) => `${name} ${quantity(value, measure.unit)}`);
  const text = [spreadText(outcome, measure), parts.join(" · ")].filter((each) => each !== "").join("; ");
  return text === ""
    ? ""
    : `<p class="runtime"><b class="${runtime}">${runtimeTitles[runtime]}</b> ${escapeHtml(text)}</p>`;
}

function evidenceList(measure: ComparedMeasure): string {
  return runtimeNames
    .map((runtime) => {
      const outcome = measure[runtime];
      if (outcome.state === "not measured" || outcome.evidence === undefined) return "";
      const items = outcome.evidence.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
      return `<p><b class="${runtime}">${runtimeTitles[runtime]}</b></p><ul>${items}</ul>`;
    })
    .join("");
}

function codeIn(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}
