import type { ResourceChange, Review } from "../review";
import { changeLines, type Room } from "./change-lines";
import {
  allDangerLines,
  countLines,
  errorLines,
  planLines,
  unknownLines,
  verdictLines,
  warningLines,
} from "./summary-lines";

/** A comment on GitHub takes 65,536 characters, a note on GitLab 1,000,000. */
export const longestPage = 60_000;

export interface Page {
  readonly text: string;
  /** Something of the review is only in the whole page and in review.json. */
  readonly isCut: boolean;
}

/** The review as a page of at most `longestPage` characters; its end names what was cut. */
export function renderPage(review: Review): Page {
  const whole = renderWhole(review);
  const lines = renderLines(review, pageLimits);
  const text = joined(lines.map(({ text: line }) => line));
  if (text.length <= longestPage && !lines.some(({ isCut }) => isCut)) return { text, isCut: text !== whole };
  return { text, isCut: true };
}

/** The review without any limit. */
export function renderWhole(review: Review): string {
  return joined(renderLines(review, noLimits).map(({ text }) => text));
}

interface Limits {
  readonly page: number;
  /** For one resource that exists already, and for one that is new. */
  readonly changed: Room;
  readonly created: Room;
}

const pageLimits: Limits = {
  page: longestPage,
  changed: { lines: 250, characters: 15_000 },
  created: { lines: 40, characters: 5_000 },
};
const noLimit: Room = { lines: Infinity, characters: Infinity };
const noLimits: Limits = { page: Infinity, changed: noLimit, created: noLimit };

interface Line {
  readonly text: string;
  readonly isCut?: boolean;
}

function renderLines(review: Review, limits: Limits): readonly Line[] {
  const verdict = verdictLines(review);
  const plan = [...planLines(review), ...errorLines(review)];
  const tail = [...unknownLines(review), ...warningLines(review)];
  const fixed = [...verdict, ...plan, ...countLines(review), ...tail];
  // The dangers are worth more room than the diffs.
  const room = limits.page - joined(fixed).length - reserve;
  const dangers = fitting(
    [allDangerLines(review)].flat().map((line) => [line]),
    room / 2,
  );
  const changes = changeBlocks(review.changes, limits, room - joined(dangers.lines).length);
  const texts = [
    ...verdict,
    ...plan,
    ...dangers.lines,
    ...cutNote(dangers.cut, "dangers"),
    ...countLines(review),
    ...changes.lines,
  ];
  const cut = [...cutNote(changes.cut, "changes")];
  return [
    ...texts.map((text) => ({ text })),
    ...cut.map((text) => ({ text, isCut: true })),
    ...tail.map((text) => ({ text })),
  ];
}

/** For headings, fences and the note on what was cut. */
const reserve = 1000;

function changeBlocks(
  changes: readonly ResourceChange[],
  limits: Limits,
  room: number,
): { lines: readonly string[]; cut: number } {
  const created = changes.filter(({ operation }) => operation === "create");
  const changed = changes.filter(({ operation }) => operation !== "create");
  const first = fitting(
    changed.map((change) => changeLines(change, limits.changed)),
    room,
  );
  const left = room - joined(first.lines).length;
  const second = fitting(
    created.map((change) => changeLines(change, limits.created)),
    left,
  );
  const lines = [
    ...(changes.length === 0 ? [] : ["", "## Changes"]),
    ...first.lines,
    ...(created.length === 0
      ? []
      : ["", `<details><summary>${created.length} created</summary>`, ...second.lines, "", "</details>"]),
  ];
  return { lines, cut: first.cut + second.cut };
}

/** Whole blocks from the first on, as many as there is room for. */
function fitting(blocks: readonly (readonly string[])[], room: number): { lines: readonly string[]; cut: number } {
  const lines: string[] = [];
  let length = 0;
  for (const [index, block] of blocks.entries()) {
    length += joined(block).length;
    if (length > room) return { lines, cut: blocks.length - index };
    lines.push(...block);
  }
  return { lines, cut: 0 };
}

function cutNote(cut: number, what: string): readonly string[] {
  return cut === 0
    ? []
    : [
        "",
        `**Cut here:** ${cut} more ${what}. All of them are in review-whole.md and review.json, among the artefacts of this run.`,
      ];
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
