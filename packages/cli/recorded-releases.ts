import type { ReleaseHistoryInputs, ReleaseHistoryOutputs, ReleaseRecord } from "@berth/resources/host-types";
import * as v from "valibot";

const HISTORY = "berth:index:ReleaseHistory";

/** The releases of a service on one host, as the last run left them. */
export interface RecordedReleases {
  readonly service: string;
  readonly host: string;
  /** What it ran then. */
  readonly running: string;
  /** Whether the configuration pinned that release. */
  readonly isPinned: boolean;
  /** What kept releases are called on the host, without the release. */
  readonly repository: string;
  /** Those that the host keeps, the newest first. */
  readonly kept: readonly ReleaseRecord[];
  /** The last ones that it no longer has, the newest first. */
  readonly removed: readonly ReleaseRecord[];
}

const record = v.object({
  release: v.string(),
  at: v.string(),
  commit: v.exactOptional(v.string()),
  isDirty: v.exactOptional(v.boolean()),
  user: v.exactOptional(v.string()),
  changes: v.exactOptional(v.array(v.string())),
}) satisfies v.GenericSchema<unknown, ReleaseRecord>;

type Recorded = Pick<ReleaseHistoryInputs, "service" | "host" | "release" | "isPinned" | "repository"> &
  ReleaseHistoryOutputs;

const schema = v.object({
  service: v.string(),
  host: v.string(),
  release: v.string(),
  isPinned: v.boolean(),
  repository: v.string(),
  releases: v.array(record),
  removed: v.array(record),
}) satisfies v.GenericSchema<unknown, Recorded>;

interface StateResource {
  readonly type: string;
  readonly outputs?: unknown;
}

/** Of a state's resources; one whose first deployment did not finish has no releases yet. */
export function recordedReleases(resources: readonly StateResource[]): readonly RecordedReleases[] {
  return resources.flatMap(({ type, outputs }) => {
    const read = type === HISTORY ? v.safeParse(schema, outputs) : undefined;
    if (read?.success !== true) return [];
    const { release: running, releases: kept, ...rest } = read.output;
    return [{ ...rest, running, kept }];
  });
}
