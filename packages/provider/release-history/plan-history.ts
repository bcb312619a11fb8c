import type { ReleaseHistoryOutputs, ReleaseRecord } from "@berth/resources/host-types";
import type { HostImage } from "./host-images";

/** No registry can have this name: RFC 6761 keeps the top-level domain from being resolved. */
export const keptPrefix = "berth.invalid/";

/** Removed releases whose commit is still listed. */
const listedRemoved = 10;

export interface HistoryRequest {
  /** What kept releases are called without their tag, which is the release. */
  readonly repository: string;
  /** "project/service" of images that are built for this service alone. */
  readonly builtAs?: string | undefined;
  /** How many releases are kept, the running one among them. */
  readonly keep: number;
  /** The release that runs now; one that the configuration pins keeps its place among the others. */
  readonly current: ReleaseRecord;
  readonly isPinned: boolean;
  readonly old?: ReleaseHistoryOutputs | undefined;
  /** All of the host. */
  readonly images: readonly HostImage[];
}

export interface HistoryPlan extends ReleaseHistoryOutputs {
  /** Names and ids of images that the host then removes, in this order. Docker itself refuses the last name of one that a container has. */
  readonly unneeded: readonly string[];
}

/**
 * Which releases a host keeps: the running one, and the newest of the others up to `keep`. What the host has without a
 * record of it, because a state was lost, counts from when it was built.
 */
export function planHistory(request: HistoryRequest): HistoryPlan {
  const { current, keep, old } = request;
  const all = newestFirst(recordsOnHost(request));
  const others = all.filter(({ release }) => release !== current.release);
  const newest = new Set(others.slice(0, keep - 1));
  const releases = all.filter((record) => newest.has(record) || record.release === current.release);
  const kept = new Set(releases.map(({ release }) => release));
  const gone = [...all, ...(old?.releases ?? []), ...(old?.removed ?? [])].filter(({ release }) => !kept.has(release));
  return {
    releases,
    removed: newestFirst(onceEach(gone)).slice(0, listedRemoved),
    unneeded: [
      ...all.filter(({ release }) => !kept.has(release)).flatMap(({ release }) => namesOf(release, request)),
      ...strays(request),
    ],
  };
}

/** The recorded releases by what the host has of them now. */
export function splitByHost(
  { releases, removed }: ReleaseHistoryOutputs,
  repository: string,
  images: readonly HostImage[],
): ReleaseHistoryOutputs {
  const there = new Set(images.flatMap((image) => releasesOf(image, repository)));
  const isThere = ({ release }: ReleaseRecord) => there.has(release);
  const gone = newestFirst([...releases.filter((record) => !isThere(record)), ...removed]);
  return { releases: releases.filter(isThere), removed: gone.slice(0, listedRemoved) };
}

/** All names on the host that belong to the service's releases alone. */
export function ownNames(
  images: readonly HostImage[],
  { repository, builtAs }: Pick<HistoryRequest, "repository" | "builtAs">,
): readonly string[] {
  const prefixes = [...(builtAs === undefined ? [] : [`${builtAs}:`]), `${repository}:`];
  return prefixes.flatMap((prefix) => images.flatMap(({ names }) => names.filter((name) => name.startsWith(prefix))));
}

/** The releases that an image of the host is kept as. */
function releasesOf({ names }: Pick<HostImage, "names">, repository: string): readonly string[] {
  const prefix = `${repository}:`;
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

function recordsOnHost({ repository, current, isPinned, old, images }: HistoryRequest): readonly ReleaseRecord[] {
  const all = [...(old?.releases ?? []), ...(old?.removed ?? [])];
  const known = new Map(onceEach(all).map((record) => [record.release, record]));
  const found = images.flatMap((image) =>
    releasesOf(image, repository).map((release) => ({ release, at: image.createdAt })),
  );
  return onceEach(found).map((adopted) => {
    const recorded = known.get(adopted.release);
    if (adopted.release === current.release) return isPinned ? (recorded ?? current) : current;
    return recorded ?? adopted;
  });
}

/** Its own names, and the image as a whole where another release or another service does not keep it as well. */
function namesOf(release: string, { repository, builtAs, images }: HistoryRequest): readonly string[] {
  const keptAs = `${repository}:${release}`;
  const own = [...(builtAs === undefined ? [] : [`${builtAs}:${release}`]), keptAs];
  return images
    .filter(({ names }) => names.includes(keptAs))
    .flatMap(({ id, names, isPulled }) => {
      const others = names.filter((name) => !own.includes(name));
      const isShared = others.some((name) => name.startsWith(keptPrefix));
      const whole = !isShared && (isPulled || others.length > 0) ? [id] : [];
      return [...own.filter((name) => names.includes(name)), ...whole];
    });
}

/** Images that were built for the service and were never a release of it: they did not get healthy. */
function strays({ builtAs, images, repository }: HistoryRequest): readonly string[] {
  if (builtAs === undefined) return [];
  return images
    .filter((image) => releasesOf(image, repository).length === 0)
    .filter(({ names }) => !names.some((name) => name.startsWith(keptPrefix)))
    .flatMap(({ names }) => names.filter((name) => name.startsWith(`${builtAs}:`)));
}

function onceEach(records: readonly ReleaseRecord[]): readonly ReleaseRecord[] {
  return records.filter(({ release }, index) => records.findIndex((other) => other.release === release) === index);
}

function newestFirst(records: readonly ReleaseRecord[]): readonly ReleaseRecord[] {
  return [...records].sort((a, b) => (a.at > b.at ? -1 : Number(a.at < b.at)));
}
