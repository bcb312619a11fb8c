import { finishCommand } from "@berth/process/run-command";
import type { Finding } from "./finding";

export interface Verdict {
  readonly ok: boolean;
  readonly found: string;
}

/** A query for a cloud's own client, and what its answers mean. Plain data: `answered` runs it. */
export interface Question {
  readonly check: string;
  /** Command lines that print JSON. */
  readonly argvs: readonly (readonly string[])[];
  /** Gets what each of them printed. */
  readonly judge: (answers: readonly unknown[]) => Verdict;
  readonly fix: string;
}

/** `az vm list-skus` alone takes most of a minute. */
const limitMs = 120_000;

/** Runs the commands of a query, each at most two minutes; one that fails or does not print JSON is a fault with its last line. */
export async function answered({ check, argvs, judge, fix }: Question): Promise<Finding> {
  const answers = await Promise.all(argvs.map(query));
  const fault = answers.find((answer) => answer.fault !== undefined)?.fault;
  if (fault !== undefined) return { check, ok: false, found: fault, fix };
  return { check, ...judge(answers.map(({ value }) => value)), fix };
}

async function query(argv: readonly string[]): Promise<{ value?: unknown; fault?: string }> {
  const { exitCode, stdout, stderr } = await finishCommand(argv, { limitMs, sharesGroup: true });
  if (exitCode !== 0)
    return { fault: `${argv.slice(0, 3).join(" ")}: ${stderr.trim().split("\n").at(-1) ?? "no answer"}` };
  try {
    return { value: stdout.trim() === "" ? undefined : JSON.parse(stdout) };
  } catch {
    return { fault: `${argv.slice(0, 3).join(" ")} did not print JSON` };
  }
}
