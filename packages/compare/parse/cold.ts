import type { Result, RuntimeName } from "../figures/reading";

/** A line that a run printed, and when. */
export interface TimedLine {
  readonly seconds: number;
  readonly text: string;
}

/** What the last of these resources says when it is there, and the phase that it ends. */
const phases: Readonly<Record<RuntimeName, readonly (readonly [phase: string, resource: RegExp])[]>> = {
  containers: [
    ["machine", /berth:index:Machine \S+: created/],
    ["boot", /berth:index:Ready \S+: created/],
    ["images", /docker:index\/image:Image \S+: created/],
  ],
  vms: [
    ["machine", /berth:index:Machine \S+: created/],
    ["boot", /berth:index:Ready \S+: created/],
    ["packages", /berth:index:Packages \S+: created/],
  ],
};

/** Of the lines of an `up` from nothing and the seconds to the first answer: the whole, and what came after the last host was ready. */
export function coldResults(runtime: RuntimeName, lines: readonly TimedLine[], answered: number): readonly Result[] {
  const parts: Record<string, number> = {};
  let reached = 0;
  for (const [phase, resource] of phases[runtime]) {
    const last = lines.findLast(({ text }) => resource.test(text));
    if (last === undefined) throw new Error(`\`up\` did not say when ${phase} was done`);
    // Where phases overlap, a later one that was done earlier took no time of its own.
    parts[phase] = Math.max(0, last.seconds - reached);
    reached = Math.max(reached, last.seconds);
  }
  parts.services = answered - reached;
  const { machine = 0, boot = 0, ...filling } = parts;
  return [
    { measure: "cold", value: answered, parts },
    { measure: "fresh", value: answered - machine - boot, parts: filling },
  ];
}
