import type { EngineEvent } from "@berth/model/events";
import { isCounted, type Operation, type Step } from "@berth/model/step";
import { parseUrn } from "@berth/model/urn";
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
  /** URNs that no step has begun of yet, in the order in which they are expected. */
  readonly ahead: readonly string[];
}

/** The state before the first event. */
export function emptyState(now: number): LiveState {
  return { since: now, done: 0, failed: 0, running: new Map(), ahead: [] };
}

/** The state after one more event that arrived at `now`. */
export function nextState(state: LiveState, event: EngineEvent, now: number): LiveState {
  if (event.kind === "prelude") return { ...state, ahead: event.expected ?? [] };
  if (event.kind === "diagnostic") return event.urn === undefined ? state : withDetail(state, event.urn, event.message);
  if (event.kind === "step-started") return withStarted(state, event.step, now);
  if (event.kind !== "step-finished" && event.kind !== "step-failed") return state;
  const running = new Map(state.running);
  running.delete(keyOf(event.step));
  const count = isCounted(event.step) ? 1 : 0;
  if (event.kind === "step-failed") return { ...state, running, failed: state.failed + 1 };
  return { ...state, running, done: state.done + count };
}

function withStarted(state: LiveState, step: Step, now: number): LiveState {
  const { urn, operation } = step;
  const running = new Map(state.running);
  if (operation !== "replace") running.set(keyOf(step), { urn, operation, since: now, detail: "" });
  return { ...state, running, ahead: state.ahead.filter((other) => other !== urn) };
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

/** The lines of the display: the steps that run, the longest first, how far the run is, what is next. None when nothing runs. */
export function renderFrame(state: LiveState, now: number, size: Size): readonly string[] {
  const { since, done, failed, running, ahead } = state;
  const steps = [...running.values()].sort((left, right) => left.since - right.since);
  if (steps.length === 0) return [];
  // One line for the counts, one for the cursor, and one for what does not fit.
  const shown = steps.slice(0, Math.max(1, size.rows - 3));
  const more = steps.length - shown.length;
  const counts = [`${done} done`, ...(failed > 0 ? [`${failed} failed`] : []), `${steps.length} running`];
  const lines = [
    ...shown.map((step) => stepLine(step, now)),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  ${counts.join(", ")} after ${duration(now - since)}${nextText(ahead)}`,
  ];
  return lines.map((line) => clipped(line, size.columns - 1));
}

function nextText(ahead: readonly string[]): string {
  if (ahead.length === 0) return "";
  const names = ahead.slice(0, 2).map((urn) => parseUrn(urn).name);
  return `, ${ahead.length} to come; next: ${names.join(", ")}`;
}

function stepLine({ urn, operation, since, detail }: RunningStep, now: number): string {
  return `  ${title(urn)}: ${verb(operation)} for ${duration(now - since)}${detail === "" ? "" : `: ${detail}`}`;
}

/** Control characters would move the cursor, and a wrapped line would not be erased. */
function clipped(line: string, width: number): string {
  const characters = Array.from(line.replaceAll(/\p{Cc}/gu, " "));
  return characters.length <= width ? characters.join("") : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}
