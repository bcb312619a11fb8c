import { tryCommand } from "../../../packages/process/run-command";
import { runLines, runVisible } from "../../../packages/process/run-visible";

test("passes on each line of a program, the last one too, and keeps its exit code", async () => {
  const lines: string[] = [];
  expect(await runLines(["sh", "-c", "echo one; printf two; exit 3"], (line) => lines.push(line))).toBe(3);
  expect(lines).toEqual(["one", "two"]);
  await runLines(["sh", "-c", "echo three >&2"], (line) => lines.push(line));
  expect(lines).toEqual(["one", "two", "three"]);
});

test("rejects when a program is not found", async () => {
  await expect(runLines(["/none/at/all"], () => undefined)).rejects.toThrow("/none/at/all is not installed");
  await expect(runVisible(["/none/at/all"])).rejects.toThrow("/none/at/all is not installed");
});

test("runs in the given folder with the given variables and resolves to the exit code", async () => {
  const environment = { BERTH_TEST_CODE: "5" };
  expect(await runVisible(["sh", "-c", 'test "$PWD" = / && exit $BERTH_TEST_CODE'], { cwd: "/", environment })).toBe(5);
});

test("hands SIGTERM to the program, whose end decides, and maps an interrupt to 130", async () => {
  expect(await runVisible(["sh", "-c", "kill -INT $$"])).toBe(130);
  const trap = 'trap "exit 9" TERM; kill -TERM $PPID; for i in $(seq 100); do sleep 0.05; done';
  // In a process of its own: a signal to this one would end the tests.
  const program = `
    const { runVisible } = require(${JSON.stringify(require.resolve("../../../packages/process/run-visible"))});
    void runVisible(["sh", "-c", ${JSON.stringify(trap)}]).then((code) => process.exit(code));`;
  const argv = [process.execPath, "--import", "tsx", "--eval", program];
  expect(await tryCommand(argv, { limitMs: 20_000 })).toMatchObject({ exitCode: 9 });
});
