import { recordedReleases } from "../../../packages/cli/recorded-releases";

const record = { release: "0123456789ab", at: "2026-11-30T20:00:00.000Z", commit: "c1", user: "jo", changes: ["c1 x"] };
const history = {
  type: "berth:index:ReleaseHistory",
  outputs: {
    ...{ service: "api", host: "web", release: "0123456789ab", isPinned: false, keep: 3, sshConfig: "/c" },
    ...{ repository: "berth.invalid/links/api", releases: [record], removed: [] },
  },
};

test("reads what each history records, and leaves out one that has no releases yet", () => {
  const started = { ...history, outputs: { service: "db" } };
  const other = { type: "docker:index/container:Container", outputs: history.outputs };
  expect(recordedReleases([history, started, other])).toEqual([
    {
      ...{ service: "api", host: "web", running: "0123456789ab", isPinned: false },
      ...{ repository: "berth.invalid/links/api", kept: [record], removed: [] },
    },
  ]);
});
