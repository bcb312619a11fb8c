import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "./comparison";
import { drawChart } from "./draw-chart";
import { renderMarkdown } from "./markdown";
import { measureChart } from "./measure-chart";
import { overviewChart } from "./overview-chart";
import { type Drawings, renderPage } from "./page";

/** Widths in which the text of the overview is read without a glass, on a phone and on a screen. */
const narrowWidth = 330;
const wideWidth = 1040;

/** Writes compare.json, compare.md and compare.html into the folder; each one whole. */
export async function writeReport(comparison: Comparison, folder: string): Promise<readonly string[]> {
  const texts = {
    "compare.json": `${JSON.stringify(comparison, undefined, 2)}\n`,
    "compare.md": renderMarkdown(comparison),
    "compare.html": renderPage(comparison, await draw(comparison)),
  };
  mkdirSync(folder, { recursive: true });
  return Object.entries(texts).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    return file;
  });
}

async function draw(comparison: Comparison): Promise<Drawings> {
  const measures = new Map<string, string>();
  for (const measure of comparison.rows.flatMap((row) => row.measures)) {
    const chart = measureChart(measure);
    if (chart !== undefined) measures.set(measure.id, await drawChart(chart));
  }
  const narrow = overviewChart(comparison, narrowWidth);
  const wide = overviewChart(comparison, wideWidth);
  const overview = narrow && wide && { narrow: await drawChart(narrow), wide: await drawChart(wide) };
  const style = readFileSync(join(__dirname, "page.css"), "utf8");
  return { measures, style, ...(overview && { overview }) };
}
