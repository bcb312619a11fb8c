import type { EngineEvent } from "@berth/model/events";
import { isCounted, type Operation } from "@berth/model/step";
import { duration, keyOf, title, verb } from "./step-texts";

interface RunningStep {
  readonly urn: string;
  readonly operation: Operation;
  readonly since: number;
  /** The last status that the provider reported. */
  readonly detail: string;
}

/** What a live display knows of a run. */
export interface LiveState {
  readonly since: number;
  readonly done: number;
  readonly failed: number;
  readonly running: ReadonlyMap<string, RunningStep>;
}

/** The state before the first event. */
export function emptyState(now: number): LiveState {
  return { since: now, done: 0, failed: 0, running: new Map() };
}

/** The state after one more event that arrived at `now`. */
export function nextState(state: LiveState, event: EngineEvent, now: number): LiveState {
  if (event.kind === "diagnostic") return event.urn === undefined ? state : withDetail(state, event.urn, event.message);
  if (event.kind !== "step-started" && event.kind !== "step-finished" && event.kind !== "step-failed") return state;
  const { urn, operation } = event.step;
  const running = new Map(state.running);
  if (event.kind === "step-started") {
    if (operation !== "replace") running.set(keyOf(event.step), { urn, operation, since: now, detail: "" });
    return { ...state, running };
  }
  running.delete(keyOf(event.step));
  const count = isCounted(event.step) ? 1 : 0;
  if (event.kind === "step-failed") return { ...state, running, failed: state.failed + 1 };
  return { ...state, running, done: state.done + count };
}

function withDetail(state: LiveState, urn: string, message: string): LiveState {
  const detail = message.trimEnd().split("\n").at(-1) ?? "";
  const running = [...state.running].map(
    ([key, step]) => [key, step.urn === urn ? { ...step, detail } : step] as const,
  );
  return { ...state, running: new Map(running) };
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The lines of the display: the steps that run, the longest first, and how far the run is. None when nothing runs. */
export function renderFrame({ since, done, failed, running }: LiveState, now: number, size: Size): readonly string[] {
  const steps = [...running.values()].sort((left, right) => left.since - right.since);
  if (steps.length === 0) return [];
  // One line for the counts, one for the cursor, and one for what does not fit.
  const shown = steps.slice(0, Math.max(1, size.rows - 3));
  const more = steps.length - shown.length;
  const counts = [`${done} done`, ...(failed > 0 ? [`${failed} failed`] : []), `${steps.length} running`];
  const lines = [
    ...shown.map((step) => stepLine(step, now)),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  ${counts.join(", ")} after ${duration(now - since)}`,
  ];
  return lines.map((line) => clipped(line, size.columns - 1));
}

function stepLine({ urn, operation, since, detail }: RunningStep, now: number): string {
  return `  ${title(urn)}: ${verb(operation)} for ${duration(now - since)}${detail === "" ? "" : `: ${detail}`}`;
}

/** Control characters would move the cursor, and a wrapped line would not be erased. */
function clipped(line: string, width: number): string {
  const characters = Array.from(line.replaceAll(/\p{Cc}/gu, " "));
  return characters.length <= width ? characters.join("") : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}
