import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Observation } from "../differential-case";

/** Case → what the CLI did in each of its steps. */
export type Recording = Readonly<Record<string, readonly Observation[]>>;

export function recordingPath(group: string): string {
  return join(__dirname, "../recorded", `${group}.json`);
}

export function readRecording(group: string): Recording {
  return JSON.parse(readFileSync(recordingPath(group), "utf8")) as Recording;
}

/** The version of the CLI that was recorded, as `pulumi version` prints it. */
export function recordedVersion(): string {
  return (JSON.parse(readFileSync(recordingPath("cli"), "utf8")) as { readonly version: string }).version;
}
