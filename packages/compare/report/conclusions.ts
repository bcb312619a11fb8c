import type { RuntimeName } from "../figures/reading";
import type { ComparedMeasure, Comparison } from "./comparison";
import { figureText } from "./sentences";

/** A reason to take one runtime, as its figures give it. */
export interface Conclusion {
  readonly measure: string;
  /** When it matters. */
  readonly when: string;
  /** The figures behind it. */
  readonly because: string;
  /** How many times better; undefined where the worse figure divides by zero. */
  readonly factor?: number;
}

export interface Conclusions {
  readonly containers: readonly Conclusion[];
  readonly vms: readonly Conclusion[];
  /** Titles of what does not differ beyond what two runs may. */
  readonly equal: readonly string[];
  /** Titles of what has figures and still says nothing about who does better. */
  readonly open: readonly string[];
}

/** Only a measure whose ratio ranks speaks for a runtime; the strongest come first. */
export function conclusionsOf({ rows }: Comparison): Conclusions {
  const measures = rows.flatMap((row) => row.measures).filter(({ ratio }) => ratio !== undefined);
  const titles = (isOne: (measure: ComparedMeasure) => boolean) => measures.filter(isOne).map(({ title }) => title);
  return {
    containers: reasonsFor("containers", measures),
    vms: reasonsFor("vms", measures),
    equal: titles(({ ratio }) => ratio?.verdict === "equal"),
    open: titles(({ ratio }) => ["too wide to rank", "read once", "capped"].includes(ratio?.verdict ?? "")),
  };
}

function reasonsFor(runtime: RuntimeName, measures: readonly ComparedMeasure[]): Conclusion[] {
  return measures
    .filter(({ ratio }) => ratio?.verdict === runtime)
    .map((measure) => conclusionOf(runtime, measure))
    .sort((a, b) => (b.factor ?? Infinity) - (a.factor ?? Infinity));
}

function conclusionOf(runtime: RuntimeName, measure: ComparedMeasure): Conclusion {
  const [own, other] = runtime === "containers" ? [measure.containers, measure.vms] : [measure.vms, measure.containers];
  const ratio = measure.ratio?.value;
  const factor = ratio === undefined || ratio === 0 ? undefined : Math.max(ratio, 1 / ratio);
  return {
    measure: measure.id,
    when: measure.matters,
    because: `${measure.title}: ${figureText(own, measure)} against ${figureText(other, measure)}`,
    ...(factor !== undefined && { factor }),
  };
}
