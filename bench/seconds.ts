import { ProcessError } from "@berth/process/process-error";
import { type CommandOptions } from "@berth/process/command";
import { tryCommand } from "@berth/process/run-command";

const limitMs = 600_000;

interface TimedOptions extends Pick<CommandOptions, "cwd" | "input" | "environment"> {
  /** The exit codes that count as a success; 0 alone when absent. */
  readonly codes?: readonly number[];
}

/** Runs argv to its end, at most ten minutes, and gives the wall-clock seconds; rejects with the last lines when it fails. */
export async function seconds(
  argv: readonly string[],
  { codes = [0], ...options }: TimedOptions = {},
): Promise<number> {
  const begin = process.hrtime.bigint();
  const result = await tryCommand(argv, { limitMs, sharesGroup: true, ...options });
  const taken = Number(process.hrtime.bigint() - begin) / 1e9;
  if (codes.includes(result.exitCode)) return taken;
  const printed = `${result.stdout}${result.stderr}`.split("\n").slice(-15).join("\n");
  throw new ProcessError(`${argv.join(" ")}: exit code ${result.exitCode}\n${printed}`, { argv, result });
}

/** Seconds until `probe` resolves to true, called ten times a second; rejects after `limitSeconds`. */
export async function secondsUntil(what: string, limitSeconds: number, probe: () => Promise<boolean>): Promise<number> {
  const begin = Date.now();
  while (Date.now() - begin < limitSeconds * 1000) {
    if (await probe()) return (Date.now() - begin) / 1000;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${what}: not within ${limitSeconds} s`);
}
