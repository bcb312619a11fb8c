import type { Reading } from "../figures/reading";

/** Of restart.sh: seconds, with its phases as parts. Throws where one is missing. */
export function restartReading(text: string): Reading {
  const phase = (name: string): number => {
    const [, micros] = new RegExp(`^${name} (\\d+)$`, "m").exec(text) ?? [];
    if (micros === undefined) throw new Error(`restart.sh printed no \`${name}\` line: ${JSON.stringify(text)}`);
    return Number(micros) / 1e6;
  };
  const parts = { stop: phase("stop"), start: phase("start"), "first answer": phase("answer") };
  return { measure: "restart", value: parts.stop + parts.start + parts["first answer"], parts };
}
