import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

const report = v.object({
  RestartCount: v.exactOptional(v.number()),
  State: v.object({
    Status: v.string(),
    Running: v.boolean(),
    ExitCode: v.number(),
    OOMKilled: v.exactOptional(v.boolean()),
    StartedAt: v.string(),
    Health: v.exactOptional(v.nullable(v.object({ Status: v.string() }))),
  }),
});

/** As `docker inspect` prints a container, as far as it is read. */
export type ContainerReport = v.InferOutput<typeof report>;

/** Parses what `docker inspect` prints of one container; throws if it is anything else. */
export function parseReport(text: string, container: string): ContainerReport {
  return parseJson(report, text, `docker inspect ${container}`);
}
