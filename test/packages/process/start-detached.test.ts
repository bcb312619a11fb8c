import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryCommand } from "../../../packages/process/run-command";
import { startDetached } from "../../../packages/process/start-detached";

const folder = mkdtempSync(join(tmpdir(), "berth-detached-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function untilText(file: string, text: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (readFileSync(file, "utf8") !== text) {
    if (Date.now() > end) throw new Error(`${file} has ${JSON.stringify(readFileSync(file, "utf8"))}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

test("writes what the program prints into the log, from the root folder", async () => {
  const log = join(folder, "log");
  startDetached(["sh", "-c", "pwd; echo why >&2"], openSync(log, "w"));
  await untilText(log, "/\nwhy\n");
});

test("lets the program outlive the process that started it", async () => {
  const log = join(folder, "outlived");
  const started = require.resolve("../../../packages/process/start-detached");
  const program = `
    const { openSync } = require("node:fs");
    const { startDetached } = require(${JSON.stringify(started)});
    startDetached(["sh", "-c", "sleep 0.5; echo alive"], openSync(${JSON.stringify(log)}, "w"));`;
  const argv = [process.execPath, "--import", "tsx", "--eval", program];
  expect(await tryCommand(argv, { limitMs: 20_000 })).toMatchObject({ exitCode: 0, stderr: "" });
  await untilText(log, "alive\n");
});

test("reports a program that is not found through the event", async () => {
  const error = await new Promise((resolve) => startDetached(["/none/at/all"], "ignore").once("error", resolve));
  expect(error).toMatchObject({ code: "ENOENT" });
});
