import { machineProcessAmong } from "../../../../packages/provider/machine/machine-process";

const qemu = (pid: number, pidFile: string) => ({
  pid,
  argv: ["qemu-system-x86_64", "-pidfile", pidFile, "-daemonize"],
});

test("finds the machine by its own pid file's path alone", () => {
  expect(machineProcessAmong([qemu(1, "/a/pid"), qemu(2, "/b/pid"), qemu(3, "/b/pid2")], "/b/pid")).toBe(2);
});

test.each([
  ["that looks at the file", ["tail", "-f", "/b/pid"]],
  ["that searches for it", ["grep", "-pidfile", "/b/pid"]],
  ["that is a zombie", [""]],
  ["that edits its command line", ["vim", "qemu -pidfile /b/pid"]],
])("never takes a process %s for the machine", (_what, argv) => {
  expect(machineProcessAmong([{ pid: 9, argv }], "/b/pid")).toBeUndefined();
});
