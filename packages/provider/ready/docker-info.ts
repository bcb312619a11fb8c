import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

const info = v.object({
  ServerVersion: v.exactOptional(v.string()),
  SecurityOptions: v.exactOptional(v.nullable(v.array(v.string()))),
});

/** Parses what `docker info` prints as JSON; throws if it is anything else. */
export function parseDockerInfo(text: string): v.InferOutput<typeof info> {
  return parseJson(info, text, "docker info");
}
