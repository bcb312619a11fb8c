import type { TopLevelSpec } from "vega-lite";

/** A chart as SVG text that scales with its frame. Vega draws without a browser; it and what it brings are loaded only here. */
export async function drawChart(spec: TopLevelSpec): Promise<string> {
  const [{ View, parse }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  try {
    const svg = await view.toSVG();
    // The viewBox stays: width and height are the page's to give.
    return svg.replace(/^<svg ([^>]*?)width="[^"]*" height="[^"]*"/, "<svg $1");
  } finally {
    view.finalize();
  }
}
