import { spawnSync } from "node:child_process";
import { backupCommand, NO_BACKUPS, requireContainers, withoutBackups } from "../../../packages/cli/backup-program";

test("the host's program runs as root, and a host without it ends with a code of its own", () => {
  const program = "/usr/local/lib/berth-backup/berth-backup";
  expect(backupCommand("restore", "db")).toBe(`sudo test -x ${program} || exit 3; exec sudo ${program} restore db`);
  const script = `sudo() { [ "$1" != test ]; }; ${backupCommand("run")}`;
  expect(spawnSync("sh", ["-c", script]).status).toBe(NO_BACKUPS);
});

test("a stack without containers is refused, and a host without backups has the way to them", () => {
  expect(() => {
    requireContainers({ runtime: "vms" });
  }).toThrow("runtime vms");
  requireContainers({ runtime: "containers" });
  expect(withoutBackups([{ name: "web" }, { name: "web-2" }])).toContain(
    "Nothing is backed up on host web, web-2: set",
  );
});
