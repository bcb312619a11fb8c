import { execFileSync } from "node:child_process";

import { ProcessError } from "../../../packages/process/process-error";
import { finishCommand, runCommand, tryCommand } from "../../../packages/process/run-command";

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

test("carries the command and its last lines when it fails", async () => {
  const failed = runCommand(["sh", "-c", "echo out; echo why >&2; exit 3"], { limitMs });
  await expect(failed).rejects.toThrow('sh -c "echo out; echo why >&2; exit 3": exit code 3\nwhy');
});

test("reports that a program is not installed", async () => {
  await expect(runCommand(["no-such-program-here"], { limitMs })).rejects.toThrow(
    "no-such-program-here is not installed",
  );
});

test("ends a command and its children at the limit", async () => {
  const failed = tryCommand(["sh", "-c", "echo $$; sleep 60 & wait"], { limitMs: 300 });
  const error: unknown = await failed.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ProcessError);
  expect(String(error)).toContain("no end after 0.3 s");
  const group = Number((error as ProcessError).result?.stdout);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const processes = execFileSync("ps", ["-e", "-o", "pgid=,stat="], { encoding: "utf8" }).split("\n");
  // A zombie has ended: process 1 of a container may not collect it.
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

test("ends a command when the operation is cancelled, with the reason", async () => {
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

test("accepts a command that ends without reading its input", async () => {
  const input = "x".repeat(1_000_000);
  await expect(runCommand(["true"], { input, limitMs })).resolves.toMatchObject({ exitCode: 0 });
});

test("runs in the given folder, with the given variables on top of its own, and reports its ID", async () => {
  const ids: number[] = [];
  const { stdout } = await runCommand(["sh", "-c", 'echo "$$ $PWD $BERTH_TEST"; test -n "$PATH"'], {
    limitMs,
    cwd: "/",
    environment: { BERTH_TEST: "given" },
    onStart: (pid) => ids.push(pid),
  });
  expect(stdout).toBe(`${ids.join()} / given\n`);
});

test("leads a group of its own unless it shares this one, where the limit stops it alone", async () => {
  const group = async (sharesGroup: boolean) =>
    (await runCommand(["sh", "-c", "ps -o pgid= -p $$"], { limitMs, sharesGroup })).stdout.trim();
  const own = execFileSync("ps", ["-o", "pgid=", "-p", String(process.pid)], { encoding: "utf8" }).trim();
  expect(await group(true)).toBe(own);
  expect(await group(false)).not.toBe(own);
  await expect(tryCommand(["sleep", "60"], { limitMs: 200, sharesGroup: true })).rejects.toThrow("no end after 0.2 s");
});

describe("finishCommand", () => {
  test("resolves to exit code 127 with the reason when nothing was started", async () => {
    expect(await finishCommand(["no-such-program-here"], { limitMs })).toEqual({
      exitCode: 127,
      stdout: "",
      stderr: "no-such-program-here is not installed",
    });
  });

  test("resolves to exit code 124 with what was printed when the limit stopped it", async () => {
    const argv = ["sh", "-c", "echo begun; echo why >&2; sleep 60"];
    expect(await finishCommand(argv, { limitMs: 500 })).toEqual({
      exitCode: 124,
      stdout: "begun\n",
      stderr: 'why\nsh -c "echo begun; echo why >&2; sleep 60": no end after 0.5 s',
    });
  });
});
