import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isStopped, requireStarted, startCommand } from "../../../packages/cli/stopped-stack";
import { privateFolder } from "../../../infra/host/private-folder";
import { machineFiles } from "../../../packages/provider/machine/machine-files";
import { localMachines } from "../../../packages/provider/snapshot/local-machines";

const root = join(__dirname, "../../..");
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "berth-machines-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const stackNamed = (name: string) => ({ name, local: true, privateFolder: privateFolder(root, name, home) });

/** The files of a machine that `up` has made, and of the memory that `stop` has saved. */
function makeMachine(stack: string, name: string, isSaved: boolean): void {
  const files = machineFiles(join(stackNamed(stack).privateFolder, "machines", name));
  mkdirSync(files.directory, { recursive: true });
  writeFileSync(files.record, "{}");
  if (isSaved) writeFileSync(files.snapshot, "{}");
}

test("the machines of a stack are those that `up` has made, by name", () => {
  const { privateFolder: folder } = stackNamed("dev");
  expect(localMachines(folder)).toEqual([]);
  makeMachine("dev", "berth-dev-2", false);
  makeMachine("dev", "berth-dev", false);
  mkdirSync(join(folder, "machines", "leftover"));
  expect(localMachines(folder).map(({ name }) => name)).toEqual(["berth-dev", "berth-dev-2"]);
});

test("a stack is stopped as soon as one machine's memory is on the disk, and not when its machines are only off", async () => {
  makeMachine("dev", "berth-dev", false);
  expect(await isStopped(stackNamed("dev"))).toBe(false);
  await expect(requireStarted(stackNamed("dev"))).resolves.toBeUndefined();
  makeMachine("dev", "berth-dev-2", true);
  expect(await isStopped(stackNamed("dev"))).toBe(true);
  expect(await isStopped({ ...stackNamed("dev"), local: false })).toBe(false);
  await expect(requireStarted(stackNamed("dev"))).rejects.toThrow(
    "Stack dev is stopped: its machines do not run, their memory is on the disk. Start it with: npm run start",
  );
});

test("the command that starts a stack names it where it is not the default one", () => {
  expect(startCommand(stackNamed("dev"))).toBe("npm run start");
  expect(startCommand(stackNamed("vms"))).toBe("npm run start -- --stack vms");
});

/** Runs a command with a Pulumi CLI that notes that it was called. */
function berth(...args: string[]) {
  writeFileSync(join(home, "pulumi"), `#!/bin/sh\necho "$*" >>"${home}/calls"\n`);
  chmodSync(join(home, "pulumi"), 0o755);
  const env = { PATH: `${home}:/usr/bin:/bin`, HOME: home, XDG_STATE_HOME: home };
  const argv = [join(root, "packages/cli/berth.js"), ...args];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", cwd: root, timeout: 60_000, env });
  return { status, stderr };
}

test.each([["status"], ["preview"]])(
  "`%s` of a stopped stack prints how to start it, and Pulumi is not run",
  (...args) => {
    makeMachine("vms", "berth-vms-db", true);
    expect(berth(...args, "--stack", "vms")).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^error: Stack vms is stopped: .*npm run start -- --stack vms\n$/) as string,
    });
    expect(existsSync(join(home, "calls"))).toBe(false);
  },
);
