import type { EngineEvent, Summary } from "@berth/model/events";
import type { DisplayOptions } from "./display-options";
import { changeLines, planLines } from "./diff";
import type { ValueOptions } from "./value";
import { renderValue } from "./value";
import type { PropertyMap } from "@berth/model/property";
import type { Step } from "@berth/model/step";
import { isCounted } from "@berth/model/step";
import { done, duration, keyOf, outcome, symbol, title, verb } from "./step-texts";

/** How often a step that goes on is mentioned again. */
const tickMs = 10_000;

interface TextOptions extends ValueOptions, Omit<DisplayOptions, "suppressOutputs"> {
  readonly preview: boolean;
  /** A live display shows what runs, so that each step takes one line, written when it has finished. */
  readonly live?: boolean;
}

/** Writes what a run does as lines of text, and the first error again before the summary; `close` ends the reminders of long steps. */
export class TextReport {
  private readonly running = new Map<string, { readonly step: Step; readonly since: number; detail: string }>();
  private readonly timer = setInterval(() => this.tick(), tickMs);
  private preview = false;
  /** The first error of the run, and what was written last. */
  private cause: string | undefined;
  private last = "";

  constructor(
    private readonly output: (line: string) => void,
    private readonly options: TextOptions,
  ) {
    this.preview = options.preview;
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  readonly handle = (event: EngineEvent): void => {
    switch (event.kind) {
      case "diagnostic": {
        this.diagnostic(event);
        return;
      }
      case "step-started": {
        this.started(event.step);
        return;
      }
      case "step-finished": {
        this.finished(event.step, event.milliseconds);
        return;
      }
      case "step-failed": {
        this.failed(event);
        return;
      }
      case "summary": {
        this.summary(event.summary);
        return;
      }
      case "prelude":
      case "outputs":
        return;
    }
  };

  /** The stack's outputs, for the end of a run. */
  outputs(outputs: PropertyMap): void {
    const entries = Object.entries(outputs);
    if (entries.length > 0) this.write("Outputs:");
    for (const [name, value] of entries) this.write(`    ${name}: ${renderValue(value, this.options)}`);
  }

  /** The cause of a failure stands right above it, unless it is the last line anyway. */
  private summary(summary: Summary): void {
    if (summary.result === "failed" && this.cause !== undefined && this.last !== this.cause) this.write(this.cause);
    this.write(renderSummary(summary));
  }

  private diagnostic(event: EngineEvent & { kind: "diagnostic" }): void {
    const running =
      event.urn === undefined ? undefined : [...this.running.values()].find(({ step }) => step.urn === event.urn);
    if (running !== undefined) running.detail = event.message;
    if (event.ephemeral === true && !this.options.verbose) return;
    const label = event.severity === "info" ? "" : `${event.severity}: `;
    const subject = event.urn === undefined ? "" : `${title(event.urn)}: `;
    const [first = "", ...rest] = event.message.trimEnd().split("\n");
    const text = [`${label}${subject}${first}`, ...rest.map((line) => `    ${line}`)].join("\n");
    if (event.severity === "error") this.cause ??= text;
    this.write(text);
  }

  private started(step: Step): void {
    if (step.operation === "replace") return;
    this.running.set(keyOf(step), { step, since: Date.now(), detail: "" });
    if (this.preview || this.options.live === true || step.operation === "same" || !this.isShown(step)) return;
    this.write(`${symbol(step)} ${title(step.urn)}: ${verb(step.operation)}`);
    if (step.operation !== "refresh") this.details(changeLines(step, this.options));
  }

  private finished(step: Step, milliseconds: number): void {
    this.running.delete(keyOf(step));
    if (!this.isShown(step)) return;
    if (this.preview) {
      this.planned(step);
      return;
    }
    if (step.operation === "replace") return;
    const mark = this.options.live === true ? `${symbol(step)} ` : "  ";
    this.write(`${mark}${title(step.urn)}: ${outcome(step)} in ${duration(milliseconds)}`);
    if (step.operation === "refresh" || this.options.live === true) this.details(changeLines(step, this.options));
  }

  private planned(step: Step): void {
    if (isHalf(step) && !this.options.showReplacementSteps) return;
    this.write(`${symbol(step)} ${title(step.urn)}: ${step.operation}${protectedNote(step)}`);
    this.details(planLines(step, this.options));
  }

  private failed(event: EngineEvent & { kind: "step-failed" }): void {
    this.running.delete(keyOf(event.step));
    const { step, message, milliseconds } = event;
    const [first = "", ...rest] = message.trimEnd().split("\n");
    const lines = [`error: ${title(step.urn)}: ${step.operation}: ${first}`, ...rest.map((line) => `    ${line}`)];
    const text = `${lines.join("\n")} (after ${duration(milliseconds)})`;
    this.cause ??= text;
    this.write(text);
  }

  private write(text: string): void {
    this.last = text;
    this.output(text);
  }

  private details(lines: readonly string[]): void {
    for (const line of lines) this.write(`      ${line}`);
  }

  private isShown(step: Step): boolean {
    const { verbose, showSames, showReads } = this.options;
    if (verbose) return true;
    if (step.operation === "same") return showSames && isCounted(step);
    if (step.operation === "read") return showReads;
    return isCounted(step) || isHalf(step);
  }

  private tick(): void {
    if (this.options.live === true) return;
    const now = Date.now();
    for (const { step, since, detail } of this.running.values())
      if (now - since >= tickMs - 500)
        this.write(
          `  ${title(step.urn)}: ${verb(step.operation)} for ${duration(now - since)}${detail === "" ? "" : `: ${detail}`}`,
        );
  }
}

/** "Resources: 2 to create, 1 unchanged; succeeded in 3.1 s". */
export function renderSummary(summary: Summary): string {
  const counted = Object.entries(summary.changes).map(
    ([operation, count]) => `${count} ${summary.preview ? planned(operation) : (done[operation] ?? operation)}`,
  );
  const resources = counted.length === 0 ? "nothing to do" : counted.join(", ");
  const left = summary.result === "succeeded" || summary.untouched === 0 ? "" : `; ${summary.untouched} not reached`;
  return `Resources: ${resources}${left}; ${summary.preview ? "preview " : ""}${summary.result} in ${duration(summary.milliseconds)}`;
}

function planned(operation: string): string {
  return operation === "same" ? "unchanged" : `to ${operation}`;
}

function protectedNote(step: Step): string {
  return step.operation === "delete" && step.before?.protect === true ? " (protected: `up` will refuse)" : "";
}

/** A creation or a deletion that belongs to a replacement. */
function isHalf({ operation }: Step): boolean {
  return operation === "create-replacement" || operation === "delete-replaced";
}
