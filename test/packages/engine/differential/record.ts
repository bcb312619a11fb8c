import { existsSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { cases } from "./cases";
import type { Observation } from "./differential-case";
import { cliVersion } from "./run/cli-version";
import { observeCase } from "./run/observe-case";
import { readRecording, recordingPath } from "./run/recordings";

/** Records what the CLI on PATH does in each case; with a word, in those whose name or group has it. */
async function record(word: string): Promise<void> {
  await write("cli", { version: cliVersion() });
  for (const [group, all] of Object.entries(cases)) {
    const before = existsSync(recordingPath(group)) ? readRecording(group) : {};
    const after: Record<string, readonly Observation[]> = {};
    for (const one of all) {
      const isChosen = group.includes(word) || one.name.includes(word);
      after[one.name] = isChosen ? await recordCase(one) : (before[one.name] ?? []);
    }
    await write(group, after);
  }
}

async function write(group: string, value: unknown): Promise<void> {
  writeFileSync(
    recordingPath(group),
    await format(JSON.stringify(value, null, 2), { parser: "json", printWidth: 120 }),
  );
}

async function recordCase(one: Parameters<typeof observeCase>[0]): Promise<readonly Observation[]> {
  const observations = await observeCase(one, "cli");
  process.stdout.write(`\n# ${one.name}\n`);
  return observations.map(({ output, observation }) => {
    process.stdout.write(`${output}\n`);
    return observation;
  });
}

void record(process.argv[2] ?? "");
