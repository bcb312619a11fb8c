import { execFileSync } from "node:child_process";

import { CommandError, lastLines, runCommand, tryCommand } from "../../../packages/process/run-command";

const limitMs = 10_000;

test("gives what the command wrote and gives it its input", async () => {
  const lines: string[] = [];
  const result = await runCommand(["sh", "-c", "cat; echo b; echo c >&2"], {
    input: "a\n",
    limitMs,
    onLine: (line) => lines.push(line),
  });
  expect(result).toEqual({ exitCode: 0, stdout: "a\nb\n", stderr: "c\n" });
  expect(lines.sort()).toEqual(["a", "b", "c"]);
});

test("carries the command and its last words when it fails", async () => {
  const failed = runCommand(["sh", "-c", "echo out; echo why >&2; exit 3"], { limitMs });
  await expect(failed).rejects.toThrow('sh -c "echo out; echo why >&2; exit 3": exit code 3\nwhy');
});

test("says that a program is not installed", async () => {
  await expect(runCommand(["no-such-program-here"], { limitMs })).rejects.toThrow(
    "no-such-program-here is not installed",
  );
});

test("ends a command and its children at the limit", async () => {
  const failed = tryCommand(["sh", "-c", "echo $$; sleep 60 & wait"], { limitMs: 300 });
  const error: unknown = await failed.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CommandError);
  expect(String(error)).toContain("no end after 0.3 s");
  const group = Number((error as CommandError).result?.stdout);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const processes = execFileSync("ps", ["-e", "-o", "pgid=,stat="], { encoding: "utf8" }).split("\n");
  // A zombie has ended: whoever is process 1 here may not collect it.
  expect(processes.filter((line) => new RegExp(`^\\s*${group}\\s+[^Z]`).test(line))).toEqual([]);
});

test("stops a command that prints without end", async () => {
  await expect(tryCommand(["yes"], { limitMs, maxOutput: 100_000 })).rejects.toThrow(
    "yes: it printed more than 100000 characters",
  );
});

test("carries command, exit code and whether the time limit ended it", async () => {
  const errorOf = (argv: readonly string[], within: number) =>
    runCommand(argv, { limitMs: within }).catch((caught: unknown) => caught);
  const exit = ["sh", "-c", "exit 4"];
  expect(await errorOf(exit, limitMs)).toMatchObject({ argv: exit, result: { exitCode: 4 }, timedOut: false });
  expect(await errorOf(["sleep", "60"], 200)).toMatchObject({ result: { exitCode: -1 }, timedOut: true });
  expect(await errorOf(["no-such-program-here"], limitMs)).toMatchObject({ result: undefined, timedOut: false });
});

test("ends a command when the operation is cancelled, and says why", async () => {
  const cancelled = new AbortController();
  const failed = tryCommand(["sleep", "60"], { limitMs, signal: cancelled.signal });
  cancelled.abort(new Error("the run was cancelled"));
  await expect(failed).rejects.toThrow("sleep 60: the run was cancelled");
});

test("starts nothing for an operation that is cancelled already", async () => {
  await expect(tryCommand(["sleep", "60"], { limitMs, signal: AbortSignal.abort(new Error("over")) })).rejects.toThrow(
    "over",
  );
});

test("does not mind a command that ends without reading its input", async () => {
  const input = "x".repeat(1_000_000);
  await expect(runCommand(["true"], { input, limitMs })).resolves.toMatchObject({ exitCode: 0 });
});

test("gives the last lines that are not empty", () => {
  expect(lastLines("a\n\nb\nc\n\n", 2)).toBe("b\nc");
});
