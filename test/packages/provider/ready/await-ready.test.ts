import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awaitCheck } from "../../../../packages/provider/ready/await-ready";
import type { ReadyCheck } from "../../../../packages/provider/ready/ready-checks";

const folder = mkdtempSync(join(tmpdir(), "berth-await-"));
const host = { config: join(folder, "ssh_config"), alias: "berth-dev" };
beforeAll(() => {
  // Port 1 of this computer: nobody answers there.
  writeFileSync(host.config, "Host berth-dev berth-dev-admin\n  HostName 127.0.0.1\n  Port 1\n");
  writeFileSync(join(folder, "known_hosts"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

const never: ReadyCheck = {
  name: "never",
  ask: "true",
  fault: ({ stderr }) => stderr.trim(),
  limitSeconds: 0,
  hint: "look at it",
  log: "true",
};
const said = /^berth-dev: never not met after \d s: .*Connection refused\nlook at it/;

function listen() {
  const warnings: string[] = [];
  const warn = (text: string) => {
    warnings.push(text);
  };
  const operation = { urn: "", name: "", signal: new AbortController().signal, progress: () => undefined, warn };
  return { warnings, operation };
}

test("a check that is not met in its time rejects with what it printed and the hint", async () => {
  const { operation, warnings } = listen();
  await expect(awaitCheck(operation, host, never)).rejects.toThrow(said);
  expect(warnings).toEqual([]);
});

test("one that is advice is a warning then, and the host is ready", async () => {
  const { operation, warnings } = listen();
  await awaitCheck(operation, host, { ...never, isAdvice: true });
  expect(warnings).toEqual([expect.stringMatching(said)]);
});
