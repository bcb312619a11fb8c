import type { TopLevelSpec } from "vega-lite";
import { type RuntimeName, runtimeNames } from "../figures/reading";
import type { ComparedMeasure, Measured } from "./comparison";
import { figureText, runtimeTitles } from "./sentences";

const width = 320;
const stepHeight = 50;
const barHeight = 14;
const barShift = 8;

/** A stretch of a runtime's bar; those of one runtime stand end to end. */
interface Stretch {
  readonly runtime: RuntimeName;
  readonly part: string;
  readonly from: number;
  readonly to: number;
  /** Lightness, so that neighbours differ. */
  readonly shade: number;
}

/** Both runtimes of a measure as bars from zero, with quartiles and single readings on them. Undefined where neither runtime has a figure. */
export function measureChart(measure: ComparedMeasure): TopLevelSpec | undefined {
  const runtimes = runtimeNames.flatMap((runtime) => {
    const outcome = measure[runtime];
    return outcome.state === "measured" ? [{ runtime, outcome }] : [];
  });
  if (runtimes.length === 0) return undefined;
  const widest = Math.max(...runtimes.map(({ outcome }) => Math.max(outcome.median, ...outcome.samples)));
  return {
    width,
    height: { step: stepHeight },
    background: "transparent",
    padding: { left: 2, right: 2, top: 0, bottom: 2 },
    config: { view: { stroke: null }, font: "inherit" },
    encoding: {
      y: {
        field: "runtime",
        type: "nominal",
        sort: [...runtimeNames],
        axis: null,
        scale: { domain: [...runtimeNames] },
      },
    },
    layer: [
      bars(
        runtimes.flatMap(({ runtime, outcome }) => stretches(runtime, outcome)),
        widest,
      ),
      quartiles(runtimes, widest),
      readings(runtimes, widest),
      labels(
        "left",
        0,
        runtimeNames.map((runtime) => ({ runtime, text: runtimeTitles[runtime] })),
      ),
      labels(
        "right",
        width,
        runtimeNames.map((runtime) => ({ runtime, text: figureText(measure[runtime], measure) })),
      ),
    ],
  };
}

interface MeasuredRuntime {
  readonly runtime: RuntimeName;
  readonly outcome: Measured;
}

type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

/** Every bar of the chart, as the page's test counts them. */
export function stretches(runtime: RuntimeName, { median, parts }: Measured): readonly Stretch[] {
  const entries = Object.entries(parts ?? {}).filter(([, value]) => value > 0);
  const total = entries.reduce((sum, [, value]) => sum + value, 0);
  if (entries.length < 2 || total === 0) return [{ runtime, part: "", from: 0, to: median, shade: 1 }];
  // Medians of parts need not add up to the median of their sums: they are shown as shares of it.
  const scale = median / total;
  let end = 0;
  return entries.map(([part, value], index) => {
    const from = end;
    end += value * scale;
    return { runtime, part, from, to: end, shade: 1 - (0.62 * index) / (entries.length - 1) };
  });
}

function bars(values: readonly Stretch[], widest: number): Layer {
  return {
    data: { values: [...values] },
    mark: { type: "bar", height: barHeight, yOffset: barShift, stroke: "var(--card)", strokeWidth: 1 },
    encoding: {
      x: { field: "from", type: "quantitative", axis: null, scale: { domain: [0, widest || 1], nice: false } },
      x2: { field: "to" },
      color: runtimeColor,
      opacity: { field: "shade", type: "quantitative", scale: null, legend: null },
    },
  };
}

const runtimeColor = {
  field: "runtime",
  type: "nominal",
  legend: null,
  scale: { domain: [...runtimeNames], range: runtimeNames.map((runtime) => `var(--${runtime})`) },
} as const;

function quartiles(runtimes: readonly MeasuredRuntime[], widest: number): Layer {
  return {
    data: {
      values: runtimes
        .filter(({ outcome }) => outcome.n > 1)
        .map(({ runtime, outcome: { low, high } }) => ({ runtime, low, high })),
    },
    mark: { type: "rule", stroke: "var(--ink)", strokeWidth: 2, yOffset: barShift },
    encoding: {
      x: { field: "low", type: "quantitative", axis: null, scale: { domain: [0, widest || 1], nice: false } },
      x2: { field: "high" },
    },
  };
}

function readings(runtimes: readonly MeasuredRuntime[], widest: number): Layer {
  const several = runtimes.filter(({ outcome }) => outcome.n > 1);
  return {
    data: { values: several.flatMap(({ runtime, outcome }) => outcome.samples.map((value) => ({ runtime, value }))) },
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
function labels(align: "left" | "right", x: number, values: readonly { runtime: RuntimeName; text: string }[]): Layer {
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
