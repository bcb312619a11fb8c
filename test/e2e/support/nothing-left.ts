import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../../../infra/host/private-folder";
import { host, type Outputs, qemuProcesses, root } from "./stack";

/** After `destroy`: no process, no port, no private folder and no state of a local stack of one host. */
export function expectNothingLeft(stack: string, outputs: Outputs): void {
  const folder = privateFolder(root, stack);
  expect(qemuProcesses(folder)).toEqual([]);
  expect(spawnSync("ss", ["-Hltn"], { encoding: "utf8" }).stdout).not.toContain(host(outputs).address);
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(join(root, "state", ".pulumi", "stacks", "berth", `${stack}.json`))).toBe(false);
}
