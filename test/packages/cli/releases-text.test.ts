import { releasesText } from "../../../packages/cli/releases-text";

const newest = {
  ...{ release: "cccccccccccc", at: "2026-11-03T10:11:12.000Z", commit: "c".repeat(40), isDirty: true, user: "jo" },
  changes: ["ccccccc a longer limit", "bbbbbbb words"],
};
const recorded = {
  ...{ service: "api", host: "web", running: newest.release, isPinned: false, repository: "berth.invalid/links/api" },
  kept: [newest, { release: "bbbbbbbbbbbb", at: "2026-11-02T10:11:12.000Z" }],
  removed: [{ release: "aaaaaaaaaaaa", at: "2026-11-01T10:11:12.000Z", commit: "a".repeat(40), user: "al" }],
};

test("lists each release with its state, time, commit, user and changes", () => {
  expect(releasesText([recorded])).toBe(`api on web
  cccccccccccc  running  2026-11-03 10:11  ccccccc+  jo
      ccccccc a longer limit
      bbbbbbb words
      changes that are not committed
  bbbbbbbbbbbb  kept     2026-11-02 10:11  -         -
  aaaaaaaaaaaa  removed  2026-11-01 10:11  aaaaaaa   al
`);
});

test("a pinned release is marked as such; without releases it prints what makes one", () => {
  expect(releasesText([{ ...recorded, isPinned: true }])).toContain("  cccccccccccc  pinned   2026");
  expect(releasesText([])).toBe("No release is recorded yet: `npm run up` records one for each service.\n");
});
