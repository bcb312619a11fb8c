import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../../infra/private-folder";
import { host, npm, type Outputs, qemuProcesses, readOutputs, root } from "./support/stack";

const folder = privateFolder(root, "dev");

test("`destroy` leaves no process, no port and no file but caches", async () => {
  const outputs = await readOutputs();
  const { code } = await npm("destroy");
  expect(code).toBe(0);
  expectNothingLeft(outputs);
});

test("`up` and `destroy` work again, the VM gone in between", async () => {
  expect((await npm("up")).code).toBe(0);
  const outputs = await readOutputs();
  const [line = ""] = qemuProcesses(folder);
  process.kill(Number.parseInt(line), "SIGKILL");
  expect((await npm("destroy")).code).toBe(0);
  expectNothingLeft(outputs);
});

function expectNothingLeft(outputs: Outputs): void {
  expect(qemuProcesses(folder)).toEqual([]);
  expect(spawnSync("ss", ["-Hltn"], { encoding: "utf8" }).stdout).not.toContain(host(outputs).address);
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(join(root, "state", ".pulumi", "stacks", "berth", "dev.json"))).toBe(false);
}
