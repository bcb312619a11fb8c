import { lastLines } from "../daemon/log-text";
import { readProtobuf, type ProtobufField } from "./protobuf-reader";

const keptLogBytes = 16 * 1024;
const shownLogLines = 20;

interface Step {
  name: string;
  error: string;
  log: string;
  isTold: boolean;
}

/** Follows BuildKit's trace (moby.buildkit.trace: StatusResponse messages): what runs, what failed, what it wrote. */
export class BuildProgress {
  private readonly steps = new Map<string, Step>();

  constructor(private readonly onStatus: (message: string) => void) {}

  /** One message of the trace, in base64. */
  push(trace: string): void {
    for (const { number, value } of readProtobuf(Buffer.from(trace, "base64"))) {
      if (typeof value === "number") continue;
      if (number === 1) this.takeStep([...readProtobuf(value)]);
      if (number === 3) this.takeLog([...readProtobuf(value)]);
    }
  }

  /** The failing step and the last lines of its output; undefined when no step failed. */
  failure(): string | undefined {
    const failed = [...this.steps.values()].filter(({ error }) => error !== "");
    const step = failed.find(({ error }) => !/context canceled/.test(error)) ?? failed[0];
    if (step === undefined) return undefined;
    const log = lastLines(step.log, shownLogLines);
    return `step ${step.name} failed: ${step.error}${log === "" ? "" : `\nlast lines of its output:\n${log}`}`;
  }

  private takeStep(fields: readonly ProtobufField[]): void {
    const step = this.step(textOf(fields, 1));
    step.name = textOf(fields, 3) || step.name;
    step.error = textOf(fields, 7) || step.error;
    const isCached = fields.some(({ number, value }) => number === 4 && value === 1);
    const hasStarted = fields.some(({ number }) => number === 5);
    const isOwnStep = step.name.startsWith("[") && !step.name.startsWith("[internal]");
    if (step.isTold || !isOwnStep || !(isCached || hasStarted)) return;
    step.isTold = true;
    this.onStatus(isCached ? `${step.name} (cached)` : step.name);
  }

  private takeLog(fields: readonly ProtobufField[]): void {
    const step = this.step(textOf(fields, 1));
    const text = textOf(fields, 4);
    step.log = (step.log + text).slice(-keptLogBytes);
    const lines = lastLines(text, shownLogLines);
    if (lines === "") return;
    for (const line of lines.split("\n")) this.onStatus(line);
  }

  private step(digest: string): Step {
    const known = this.steps.get(digest) ?? { name: digest, error: "", log: "", isTold: false };
    this.steps.set(digest, known);
    return known;
  }
}

function textOf(fields: readonly ProtobufField[], wanted: number): string {
  const field = fields.find(({ number }) => number === wanted);
  return Buffer.isBuffer(field?.value) ? field.value.toString("utf8") : "";
}
