import type { ReleaseRecord } from "@berth/resources/host-types";
import type { RecordedReleases } from "./recorded-releases";

const shownCommit = 7;

/** A block for each service and host: its releases, the newest first, with state, time, commit, user and what changed. */
export function releasesText(recorded: readonly RecordedReleases[]): string {
  if (recorded.length === 0) return "No release is recorded yet: `npm run up` records one for each service.\n";
  return `${recorded.flatMap(block).join("\n")}\n`;
}

function block(recorded: RecordedReleases): readonly string[] {
  const { service, host, kept, removed, running, isPinned } = recorded;
  const rows = [
    ...kept.map((record) => row(record, record.release === running ? (isPinned ? "pinned" : "running") : "kept")),
    ...removed.map((record) => row(record, "removed")),
  ];
  return [`${service} on ${host}`, ...rows.flat()];
}

function row(
  { release, at, commit, isDirty, user = "-", changes = [] }: ReleaseRecord,
  state: string,
): readonly string[] {
  const from = commit === undefined ? "-" : `${commit.slice(0, shownCommit)}${isDirty === true ? "+" : ""}`;
  const first = `  ${release}  ${state.padEnd(8)} ${at.slice(0, 16).replace("T", " ")}  ${from.padEnd(8)}  ${user}`;
  const uncommitted = isDirty === true ? ["changes that are not committed"] : [];
  return [first, ...[...changes, ...uncommitted].map((change) => `      ${change}`)];
}
