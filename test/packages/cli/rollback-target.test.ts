import type { RecordedReleases } from "../../../packages/cli/recorded-releases";
import { rollbackTarget } from "../../../packages/cli/rollback-target";

const record = (release: string, day: number, commit?: string) => ({
  release,
  at: `2026-11-0${day}T00:00:00.000Z`,
  ...(commit !== undefined && { commit }),
});
const newest = record("cccccccccccc", 3, "c3c3c3c3");
const middle = record("bbbbbbbbbbbb", 2, "c2c2c2c2");
const oldest = record("bbbb00000000", 1);
const recorded: RecordedReleases = {
  ...{ service: "api", host: "web", running: newest.release, isPinned: false, repository: "berth.invalid/links/api" },
  kept: [newest, middle, oldest],
  removed: [record("aaaaaaaaaaaa", 1, "c0c0c0c0")],
};
const kept = `Kept are ${recorded.kept.map(({ release, at }) => `${release} of ${at}`).join(", ")}.`;

test("without a word it is the release before the running one, and from there the one before that", () => {
  expect(rollbackTarget(recorded, undefined)).toBe(middle);
  expect(rollbackTarget({ ...recorded, running: middle.release }, undefined)).toBe(oldest);
  expect(() => rollbackTarget({ ...recorded, running: oldest.release }, undefined)).toThrow(
    `Service api has no kept release that is older than bbbb00000000, which runs. ${kept}`,
  );
});

test("a word names a release by its id or its commit, by as many digits as distinguish it from the others", () => {
  expect(rollbackTarget(recorded, "bbbbbbbbbbbb")).toBe(middle);
  expect(rollbackTarget(recorded, "bbbb0")).toBe(oldest);
  expect(rollbackTarget(recorded, "c2c2c2c")).toBe(middle);
  expect(() => rollbackTarget(recorded, "bbbb")).toThrow(`bbbb names 2 releases of service api. ${kept}`);
});

test("a release that is no longer kept is refused with its commit, another one without", () => {
  expect(() => rollbackTarget(recorded, "aaaaaa")).toThrow(
    `Service api has no kept release aaaaaa. ${kept} To run another one, check out commit c0c0c0c0 and run \`npm run up\`.`,
  );
  expect(() => rollbackTarget(recorded, "ccc")).toThrow(
    `Service api has no kept release ccc. ${kept} To run another one, check out the commit that it was deployed from`,
  );
});
