import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asOnlyRun } from "../../../../packages/compare/runs/only-run";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "berth-only-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("a second run is refused while the first one runs, and not after", async () => {
  let release: () => void = () => undefined;
  const first = asOnlyRun(folder, () => new Promise((done) => (release = done)));
  await expect(asOnlyRun(folder, () => Promise.resolve())).rejects.toThrow(`as process ${process.pid}`);
  release();
  await first;
  await asOnlyRun(folder, () => Promise.resolve());
  expect(existsSync(join(folder, "pid"))).toBe(false);
});

test("a run that failed or was killed is not in the way", async () => {
  await expect(asOnlyRun(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  // More than the kernel gives out.
  writeFileSync(join(folder, "pid"), "4194305");
  await asOnlyRun(folder, () => Promise.resolve());
});
