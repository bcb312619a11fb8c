import * as v from "valibot";
import type { Inspected } from "./container-argv";

const words = v.nullable(v.array(v.string()));
const containers = v.array(
  v.object({
    Image: v.string(),
    Config: v.object({ User: v.string(), Env: words }),
    HostConfig: v.object({
      ReadonlyRootfs: v.boolean(),
      CapAdd: words,
      CapDrop: words,
      SecurityOpt: words,
      GroupAdd: words,
      Memory: v.number(),
      MemorySwap: v.number(),
      NanoCpus: v.number(),
      ShmSize: v.number(),
      Tmpfs: v.exactOptional(v.nullable(v.record(v.string(), v.string()))),
      Ulimits: v.nullable(v.array(v.object({ Name: v.string(), Soft: v.number(), Hard: v.number() }))),
    }),
    Mounts: v.array(
      v.object({
        Type: v.string(),
        Name: v.exactOptional(v.string()),
        Destination: v.string(),
        RW: v.boolean(),
      }),
    ),
    NetworkSettings: v.object({ Networks: v.record(v.string(), v.unknown()) }),
  }),
);

/** Parses what `docker inspect` prints of containers; throws if it is anything else. */
export function parseInspected(text: string): readonly Inspected[] {
  return v.parse(containers, JSON.parse(text));
}
