import type { TopLevelSpec } from "vega-lite";
import { type SideName, sideNames } from "../figures/reading";
import type { ComparedMeasure, Measured } from "./comparison";
import { figureText, sideTitles } from "./sentences";

const width = 320;
const stepHeight = 50;
const barHeight = 14;
const barShift = 8;

/** A stretch of a side's bar; those of one side stand end to end. */
interface Stretch {
  readonly side: SideName;
  readonly part: string;
  readonly from: number;
  readonly to: number;
  /** So that neighbours are told apart. */
  readonly shade: number;
}

/** Both sides of a measure as bars from zero, with quartiles and single readings on them. Undefined where neither side has a figure. */
export function measureChart(measure: ComparedMeasure): TopLevelSpec | undefined {
  const sides = sideNames.flatMap((side) => {
    const outcome = measure[side];
    return outcome.state === "measured" ? [{ side, outcome }] : [];
  });
  if (sides.length === 0) return undefined;
  const widest = Math.max(...sides.map(({ outcome }) => Math.max(outcome.median, ...outcome.samples)));
  return {
    width,
    height: { step: stepHeight },
    background: "transparent",
    padding: { left: 2, right: 2, top: 0, bottom: 2 },
    config: { view: { stroke: null }, font: "inherit" },
    encoding: {
      y: { field: "side", type: "nominal", sort: [...sideNames], axis: null, scale: { domain: [...sideNames] } },
    },
    layer: [
      bars(
        sides.flatMap(({ side, outcome }) => stretches(side, outcome)),
        widest,
      ),
      quartiles(sides, widest),
      readings(sides, widest),
      labels(
        "left",
        0,
        sideNames.map((side) => ({ side, text: sideTitles[side] })),
      ),
      labels(
        "right",
        width,
        sideNames.map((side) => ({ side, text: figureText(measure[side], measure) })),
      ),
    ],
  };
}

interface MeasuredSide {
  readonly side: SideName;
  readonly outcome: Measured;
}

type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

/** Every bar of the chart, as the page's test counts them. */
export function stretches(side: SideName, { median, parts }: Measured): readonly Stretch[] {
  const entries = Object.entries(parts ?? {}).filter(([, value]) => value > 0);
  const total = entries.reduce((sum, [, value]) => sum + value, 0);
  if (entries.length < 2 || total === 0) return [{ side, part: "", from: 0, to: median, shade: 1 }];
  // Medians of parts need not add up to the median of their sums: they are shown as shares of it.
  const scale = median / total;
  let end = 0;
  return entries.map(([part, value], index) => {
    const from = end;
    end += value * scale;
    return { side, part, from, to: end, shade: 1 - (0.62 * index) / (entries.length - 1) };
  });
}

function bars(values: readonly Stretch[], widest: number): Layer {
  return {
    data: { values: [...values] },
    mark: { type: "bar", height: barHeight, yOffset: barShift, stroke: "var(--card)", strokeWidth: 1 },
    encoding: {
      x: { field: "from", type: "quantitative", axis: null, scale: { domain: [0, widest || 1], nice: false } },
      x2: { field: "to" },
      color: sideColor,
      opacity: { field: "shade", type: "quantitative", scale: null, legend: null },
    },
  };
}

const sideColor = {
  field: "side",
  type: "nominal",
  legend: null,
  scale: { domain: [...sideNames], range: sideNames.map((side) => `var(--${side})`) },
} as const;

function quartiles(sides: readonly MeasuredSide[], widest: number): Layer {
  return {
    data: {
      values: sides
        .filter(({ outcome }) => outcome.n > 1)
        .map(({ side, outcome: { low, high } }) => ({ side, low, high })),
    },
    mark: { type: "rule", stroke: "var(--ink)", strokeWidth: 2, yOffset: barShift },
    encoding: {
      x: { field: "low", type: "quantitative", axis: null, scale: { domain: [0, widest || 1], nice: false } },
      x2: { field: "high" },
    },
  };
}

function readings(sides: readonly MeasuredSide[], widest: number): Layer {
  const several = sides.filter(({ outcome }) => outcome.n > 1);
  return {
    data: { values: several.flatMap(({ side, outcome }) => outcome.samples.map((value) => ({ side, value }))) },
    mark: {
      type: "point",
      filled: true,
      size: 22,
      fill: "var(--card)",
      stroke: "var(--ink)",
      strokeWidth: 1.2,
      opacity: 1,
      yOffset: barShift,
    },
    encoding: {
      x: { field: "value", type: "quantitative", axis: null, scale: { domain: [0, widest || 1], nice: false } },
    },
  };
}

/** Above the bar, so that a long bar leaves no figure without room. */
function labels(align: "left" | "right", x: number, values: readonly { side: SideName; text: string }[]): Layer {
  const isFigure = align === "right";
  return {
    data: { values: [...values] },
    mark: {
      type: "text",
      align,
      x,
      dy: -9,
      fontSize: isFigure ? 16 : 13,
      fontWeight: isFigure ? 700 : 400,
      fill: "var(--ink)",
      baseline: "middle",
    },
    encoding: { text: { field: "text" } },
  };
}
