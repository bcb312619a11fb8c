import fc from "fast-check";
import type { HostImage } from "../../../../packages/provider/release-history/host-images";
import {
  type HistoryRequest,
  ownNames,
  planHistory,
  splitByHost,
} from "../../../../packages/provider/release-history/plan-history";

const repository = "berth.invalid/links/api";
const builtAs = "links/api";
const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();

/** Release n has the image n, deployed on day n. */
const image = (n: number, names: readonly string[] = [], isPulled = false): HostImage => ({
  id: `sha256:${n}`,
  names: [`${repository}:r${n}`, ...names],
  isPulled,
  createdAt: at(n),
});
const built = (n: number) => image(n, [`${builtAs}:r${n}`]);
const record = (n: number) => ({ release: `r${n}`, at: at(n), commit: `c${n}` });
const plan = (given: Partial<HistoryRequest> & Pick<HistoryRequest, "current" | "images">) =>
  planHistory({ repository, builtAs, keep: 3, isPinned: false, ...given });

test("a fourth release removes the first one, by all names of its image, and its commit stays listed", () => {
  const old = { releases: [record(3), record(2), record(1)], removed: [] };
  expect(plan({ current: record(4), old, images: [1, 2, 3, 4].map(built) })).toEqual({
    releases: [record(4), record(3), record(2)],
    removed: [record(1)],
    unneeded: [`${builtAs}:r1`, `${repository}:r1`],
  });
});

test("what Docker has kept of a removed release because a container had it goes with the next release", () => {
  const old = { releases: [record(3)], removed: [record(2), record(1)] };
  const { removed, unneeded } = plan({ keep: 2, current: record(4), old, images: [image(2), built(3), built(4)] });
  expect([removed, unneeded]).toEqual([[record(2), record(1)], [`${repository}:r2`]]);
});

test("a pinned release keeps its place and its record, and what came after it stays for the way forward", () => {
  const old = { releases: [record(3), record(2), record(1)], removed: [] };
  const current = { ...record(1), at: at(9), commit: "c9" };
  const given = { current, old, images: [1, 2, 3].map(built) };
  expect(plan({ ...given, isPinned: true })).toEqual({ ...old, unneeded: [] });
  expect(plan(given).releases).toEqual([current, record(3), record(2)]);
});

test("an image of a registry goes as a whole, but for one that another service keeps as well", () => {
  const old = { releases: [record(2), record(1)], removed: [] };
  const of = (names: readonly string[]) => {
    const images = [image(1, names, true), image(2), image(3)];
    return planHistory({ repository, keep: 2, isPinned: false, current: record(3), old, images }).unneeded;
  };
  expect(of(["postgres:16"])).toEqual([`${repository}:r1`, "sha256:1"]);
  expect(of([])).toEqual([`${repository}:r1`, "sha256:1"]);
  expect(of(["postgres:16", "berth.invalid/links/queue:r1"])).toEqual([`${repository}:r1`]);
});

test("what was built for the service and never ran is removed; others' images and those without a name are not touched", () => {
  const stray = { ...built(7), names: [`${builtAs}:bad`] };
  const others = [
    { ...built(8), names: ["links/api-2:r8", "postgres:16"] },
    { ...built(9), names: [] },
  ];
  expect(plan({ current: record(2), images: [stray, built(2), ...others] }).unneeded).toEqual([`${builtAs}:bad`]);
});

test("of an image with two releases the removed one loses its names alone", () => {
  const both = { ...built(1), names: [...built(1).names, ...built(2).names] };
  const { releases, unneeded } = plan({ keep: 1, current: record(2), images: [both] });
  expect([releases, unneeded]).toEqual([[record(2)], [`${builtAs}:r1`, `${repository}:r1`]]);
});

test("releases that the host has without a record, after a lost state, count from when they were built", () => {
  const { releases, removed } = plan({ keep: 2, current: { release: "r4", at: at(8) }, images: [1, 2, 4].map(built) });
  expect([releases, removed]).toEqual([
    [
      { release: "r4", at: at(8) },
      { release: "r2", at: at(2) },
    ],
    [{ release: "r1", at: at(1) }],
  ]);
});

test("a refresh moves what the host has lost to the removed ones", () => {
  const outputs = { releases: [record(3), record(2)], removed: [record(1)] };
  expect(splitByHost(outputs, repository, [built(3)])).toEqual({
    releases: [record(3)],
    removed: [record(2), record(1)],
  });
});

test("a service that leaves takes its own names along, what it was built by first", () => {
  const images = [built(1), { ...built(2), names: ["postgres:16", "links/api-2:r1"] }];
  expect(ownNames(images, { repository, builtAs })).toEqual([`${builtAs}:r1`, `${repository}:r1`]);
  expect(ownNames(images, { repository })).toEqual([`${repository}:r1`]);
});

test("whatever there is, the running release stays, with the newest others, and nothing that is kept is removed", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(
      fc.record({ on: numbers, recorded: numbers, current: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ keep: fc.integer({ min: 1, max: 5 }), isPinned: fc.boolean() }),
      ({ on, recorded, current }, { keep, isPinned }) => {
        const there = [...new Set([...on, current])];
        const old = { releases: recorded.map(record), removed: [] };
        const found = plan({ keep, isPinned, current: record(current), old, images: there.map(built) });
        const kept = found.releases.map(({ release }) => release);
        const others = there.filter((n) => n !== current).sort((a, b) => b - a);
        const wanted = [current, ...others.slice(0, keep - 1)].sort((a, b) => b - a);
        expect(kept).toEqual(wanted.map((n) => `r${n}`));
        expect(found.unneeded.filter((name) => kept.some((release) => name.endsWith(`:${release}`)))).toEqual([]);
        expect(found.removed.filter(({ release }) => kept.includes(release))).toEqual([]);
      },
    ),
  );
});
