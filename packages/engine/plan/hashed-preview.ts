import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

const state = v.object({
  id: v.exactOptional(v.string()),
  inputs: v.exactOptional(v.record(v.string(), v.unknown())),
  protect: v.exactOptional(v.boolean()),
  retainOnDelete: v.exactOptional(v.boolean()),
});

const preview = v.object({
  steps: v.exactOptional(
    v.array(
      v.object({
        op: v.string(),
        urn: v.string(),
        oldState: v.exactOptional(state),
        newState: v.exactOptional(state),
      }),
    ),
  ),
});

/** The part of `pulumi preview --json` that a plan's name is made of. */
export type HashedPreview = v.InferOutput<typeof preview>;
export type HashedStep = NonNullable<HashedPreview["steps"]>[number];
export type HashedState = v.InferOutput<typeof state>;

/** Parses what `pulumi preview --json` prints; throws if it is anything else. */
export function parseHashedPreview(text: string): HashedPreview {
  return parseJson(preview, text, "the preview");
}
