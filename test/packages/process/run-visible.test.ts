import { tryCommand } from "../../../packages/process/run-command";
import { runPrefixed, runVisible } from "../../../packages/process/run-visible";

test("prints each line of a program after its prefix, the last one too, and keeps its exit code", async () => {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(await runPrefixed("web | ", ["sh", "-c", "echo one; printf two; exit 3"])).toBe(3);
  } finally {
    spy.mockRestore();
  }
  expect(written).toEqual(["web | one\n", "web | two\n"]);
});

test("rejects when a program is not found", async () => {
  await expect(runPrefixed("", ["/none/at/all"])).rejects.toThrow("/none/at/all is not installed");
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
