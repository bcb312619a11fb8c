import * as v from "valibot";
import { runtimeNames } from "../figures/reading";
import { modes } from "./task";

const reading = v.object({
  measure: v.string(),
  value: v.number(),
  parts: v.exactOptional(v.record(v.string(), v.number())),
  evidence: v.exactOptional(v.array(v.string())),
  isAtLeast: v.exactOptional(v.boolean()),
});
const refusal = v.object({ measure: v.string(), reason: v.string() });
const key = v.object({
  machine: v.string(),
  versions: v.record(v.string(), v.string()),
  commit: v.string(),
  mode: v.picklist(modes),
  stacks: v.string(),
});
const finished = v.object({
  task: v.object({ probe: v.string(), runtime: v.picklist(runtimeNames), round: v.number() }),
  seconds: v.number(),
  load: v.number(),
  results: v.array(v.union([refusal, reading])),
});
const content = v.object({ key, startedAt: v.string(), finished: v.array(finished) });

/** Parses a journal's file; throws if it is not JSON or not a journal. */
export function parseJournal(text: string): v.InferOutput<typeof content> {
  return v.parse(content, JSON.parse(text));
}
