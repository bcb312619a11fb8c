import type { TopLevelSpec } from "vega-lite";
import { type RuntimeName, runtimeNames } from "../figures/reading";
import { times } from "../figures/quantity";
import type { ComparedMeasure, Comparison } from "./comparison";

const stepHeight = 36;

interface Mark {
  readonly title: string;
  readonly runtime: RuntimeName;
  /** How many times better, less than 1 where containers are. */
  readonly place: number;
  readonly text: string;
  readonly isEndless: boolean;
}

/** Every ranked measure as a bar from the middle towards the runtime that does better, on a logarithmic axis. Undefined where nothing ranks. */
export function overviewChart(comparison: Comparison, width: number): TopLevelSpec | undefined {
  const marks = overviewMarks(comparison);
  if (marks.length === 0) return undefined;
  const reach = Math.max(...marks.map(({ place }) => Math.max(place, 1 / place))) * 1.9;
  const domain = [1 / reach, reach];
  const x = {
    field: "place",
    type: "quantitative" as const,
    axis: null,
    scale: { type: "log" as const, domain, nice: false },
  };
  const color = {
    field: "runtime",
    type: "nominal" as const,
    legend: null,
    scale: { domain: [...runtimeNames], range: runtimeNames.map((runtime) => `var(--${runtime})`) },
  };
  const text = (align: "left" | "right", runtime: RuntimeName) => ({
    transform: [{ filter: `datum.runtime === "${runtime}"` }],
    mark: {
      type: "text",
      align,
      dx: align === "left" ? 5 : -5,
      dy: 7,
      fontSize: 13,
      fontWeight: 700,
      fill: "var(--ink)",
    } as const,
    encoding: { x, text: { field: "text" } },
  });
  return {
    width,
    height: { step: stepHeight },
    background: "transparent",
    padding: 2,
    config: { view: { stroke: null }, font: "inherit" },
    data: { values: [...marks] },
    encoding: { y: { field: "title", type: "nominal", axis: null, sort: marks.map(({ title }) => title) } },
    layer: [
      { mark: { type: "bar", height: 9, yOffset: 7, cornerRadius: 2 }, encoding: { x, x2: { datum: 1 }, color } },
      text("right", "containers"),
      text("left", "vms"),
      {
        mark: { type: "text", x: width / 2, dy: -9, fontSize: 13, fill: "var(--soft)" },
        encoding: { text: { field: "title" } },
      },
    ],
  };
}

/** The strongest for containers first, the strongest for VMs last. */
export function overviewMarks({ rows }: Comparison): readonly Mark[] {
  const ranked = rows.flatMap(({ title, measures }) => measures.flatMap((measure) => markOf(title, measure)));
  const finite = ranked.filter(({ isEndless }) => !isEndless).map(({ place }) => Math.max(place, 1 / place));
  const edge = Math.max(10, ...finite);
  return ranked
    .map((mark) => (mark.isEndless ? { ...mark, place: mark.runtime === "vms" ? edge : 1 / edge } : mark))
    .sort((a, b) => a.place - b.place);
}

function markOf(row: string, { title, ratio }: ComparedMeasure): Mark[] {
  const runtime = ratio?.verdict;
  if (runtime !== "containers" && runtime !== "vms") return [];
  const value = ratio?.value;
  const isEndless = value === undefined || value === 0;
  const factor = isEndless ? 1 : Math.max(value, 1 / value);
  return [
    {
      title: `${row} · ${title}`,
      runtime,
      place: runtime === "vms" ? factor : 1 / factor,
      text: isEndless ? "none at all" : times(factor),
      isEndless,
    },
  ];
}
