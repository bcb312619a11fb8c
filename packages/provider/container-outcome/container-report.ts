import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

const report = v.object({
  RestartCount: v.exactOptional(v.number()),
  NetworkSettings: v.exactOptional(
    v.object({
      Networks: v.exactOptional(v.nullable(v.record(v.string(), v.object({ IPAddress: v.exactOptional(v.string()) })))),
    }),
  ),
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

/** Of the container in its networks, as its host reaches it. */
export function addressesOf({ NetworkSettings }: ContainerReport): readonly string[] {
  return Object.values(NetworkSettings?.Networks ?? {}).flatMap(({ IPAddress }) => IPAddress || []);
}

/** Parses what `docker inspect` prints of one container; throws if it is anything else. */
export function parseReport(text: string, container: string): ContainerReport {
  return parseJson(report, text, `docker inspect ${container}`);
}
