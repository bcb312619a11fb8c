import { lastLines } from "@berth/process/last-lines";
import { ProcessError } from "@berth/process/process-error";
import { runCommand } from "@berth/process/run-command";
import type { Operation } from "../resource-kind";

const limitMs = 45 * 60_000;
const sayAgainMs = 10_000;
const logLines = 25;

/**
 * Runs a builder's command and shows its last line while it runs; rejects with the last lines of its output, in which the
 * failed step is.
 */
export async function runBuild(operation: Operation, image: string, argv: readonly string[]): Promise<void> {
  const started = Date.now();
  const lines: string[] = [];
  let step = "starting";
  const say = () => operation.progress(`building ${image}, ${Math.round((Date.now() - started) / 1000)} s: ${step}`);
  const saying = setInterval(say, sayAgainMs);
  const onLine = (line: string) => {
    if (line.trim() === "") return;
    lines.push(line);
    if (lines.length > 10 * logLines) lines.shift();
    if (!/STEP \d|^#\d+ \[|^step: /.test(line)) return;
    step = line.replace(/^step: /, "").slice(0, 160);
    say();
  };
  try {
    await runCommand(argv, { limitMs, signal: operation.signal, onLine });
  } catch (error) {
    const ended = error instanceof ProcessError && error.result !== undefined && error.result.exitCode > 0;
    const reason = ended
      ? `exit code ${error.result.exitCode}`
      : error instanceof Error
        ? error.message
        : String(error);
    throw new Error(`build ${image} on this computer: ${reason}\n${lastLines(lines.join("\n"), logLines)}`, {
      cause: error,
    });
  } finally {
    clearInterval(saying);
  }
}
