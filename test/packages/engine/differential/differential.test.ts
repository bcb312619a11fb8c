import rows from "../../../../packages/engine/compatibility.json";
import { cases } from "./cases";
import type { CaseStep, DifferentialCase, Observation } from "./differential-case";
import { cliVersion } from "./run/cli-version";
import { comparable } from "./run/comparable";
import { observeCase } from "./run/observe-case";
import { readRecording, recordedVersion } from "./run/recordings";

/** Of all steps of a case, by the CLI itself. */
const liveLimitMs = 120_000;

describe.each(Object.entries(cases))("%s as the CLI was recorded", (group, all) => {
  const recording = readRecording(group);

  test.each(named(all))("%s", async (name, one) => {
    const observed = await observe(one, "engine");
    const recorded = (recording[name] ?? []).map(comparable);
    const agreeing = (all: readonly Observation[]) =>
      all.flatMap((observation, index) => agreed(observation, one.steps[index]));
    expect(agreeing(observed)).toEqual(agreeing(recorded));
    for (const [index, step] of one.steps.entries()) {
      if (step.differs !== undefined) expect(observed[index]).not.toEqual(recorded[index]);
      if (step.wording !== undefined) expect(observed[index]?.messages).not.toEqual(recorded[index]?.messages);
    }
  });
});

// Another version may do something else; one that is not installed is not compared.
for (const [group, all] of cliVersion() === recordedVersion() ? Object.entries(cases) : []) {
  const recording = readRecording(group);

  describe(`${group}: the CLI on PATH does what was recorded`, () => {
    test.each(named(all))(
      "%s",
      async (name, one) => {
        expect(await observe(one, "cli")).toEqual((recording[name] ?? []).map(comparable));
      },
      liveLimitMs,
    );
  });
}

test("compatibility.json has a row for each group of cases and for each difference that they state", () => {
  const same = rows.filter(({ verdict }) => verdict === "same");
  for (const [group, all] of Object.entries(cases)) {
    const steps = all.reduce((sum, one) => sum + one.steps.length, 0);
    const row = { test: `test/packages/engine/differential/cases/${group}.ts`, programs: all.length, steps };
    expect(same).toContainEqual(expect.objectContaining(row));
  }
  const different = rows.filter(({ verdict }) => verdict === "different").map(({ feature }) => feature);
  for (const { steps } of Object.values(cases).flat())
    for (const { differs, wording } of steps)
      for (const reason of [differs, wording]) if (reason !== undefined) expect(different).toContain(reason);
});

/** The part of an observation in which the engines are to agree. */
function agreed(observation: Observation, step: CaseStep | undefined): readonly Observation[] {
  if (step?.differs !== undefined) return [];
  return step?.wording === undefined ? [observation] : [{ ...observation, messages: [] }];
}

function named(all: readonly DifferentialCase[]): readonly (readonly [string, DifferentialCase])[] {
  return all.map((one) => [one.name, one]);
}

async function observe(one: DifferentialCase, engine: "cli" | "engine"): Promise<readonly Observation[]> {
  const observations = await observeCase(one, engine);
  return observations.map(({ observation }) => comparable(observation));
}
