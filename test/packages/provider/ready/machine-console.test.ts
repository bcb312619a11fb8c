import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { consoleReader, hardeningStep, isHopeless } from "../../../../packages/provider/ready/machine-console";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const operation = operationNamed("web-ready");
const line = (words: string) => `[  160.330692] berth-harden[793]: berth-harden: ${words}\r\n`;

test("a hardening reports its last step, and is given up when that failed", () => {
  const running = `${line("installing packages")}[  170.1] audit: more\n${line("labelling every file")}`;
  expect(hardeningStep(running)).toBe("labelling every file");
  expect(isHopeless(running)).toBe(false);
  const failed = `${running}${line("FAILED while labelling every file (exit 1)")}`;
  expect(isHopeless(failed)).toBe(true);
  expect(isHopeless(`${failed}${line("installing packages")}`)).toBe(false);
});

test("a console without a hardening has no step, and a panic on it ends the wait", () => {
  expect(hardeningStep("login: ")).toBeUndefined();
  expect(isHopeless("login: ")).toBe(false);
  expect(isHopeless("[ 1.0] Kernel panic - not syncing: VFS")).toBe(true);
});

test("a machine on this computer is read from its log, which may not be there yet", async () => {
  const serialLog = join(scratch, "serial.log");
  const read = consoleReader(operation, { serialLog });
  expect(await read()).toBe("");
  writeFileSync(serialLog, "one\ntwo\n");
  expect(await read()).toContain("two");
});

test("many reads of the console make one request to the cloud", async () => {
  const client = join(scratch, "client");
  writeFileSync(client, `#!/bin/sh\necho asked >>${join(scratch, "asked")}\necho the console\n`);
  chmodSync(client, 0o755);
  const read = consoleReader(operation, { consoleCommand: [client] });
  expect([await read(), await read()]).toEqual(["the console", "the console"]);
  expect(readFileSync(join(scratch, "asked"), "utf8")).toBe("asked\n");
});

test.each([
  ["fails", ["sh", "-c", "echo no login >&2; exit 1"], "its console can't be read: no login"],
  ["is not installed", ["/no/such/client"], "its console can't be read: "],
])("a cloud's client that %s is reported in place of the console", async (_what, consoleCommand, words) => {
  expect(await consoleReader(operation, { consoleCommand })()).toContain(words);
});
