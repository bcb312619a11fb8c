import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packagesPayload } from "../../../../packages/provider/unit/packages";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();

test("the host gets the script, what to install and for whom, and the settings that have to be there before", async () => {
  const payload = await packagesPayload({
    sshConfig: "/ssh/config",
    host: "db-admin",
    generation: "1",
    service: "db",
    account: { name: "postgres", uid: 10003, gid: 10004 },
    packages: ["postgresql-17", "busybox-static"],
    settings: { "/etc/db/setting": "off\n" },
  });
  const folder = mkdtempSync(join(scratch, "got-"));
  execFileSync("tar", ["-xz", "-C", folder], { input: Buffer.from(payload, "base64") });
  expect(readdirSync(folder).sort()).toEqual(["install-packages.sh", "plan", "settings"]);
  expect(readFileSync(join(folder, "plan"), "utf8")).toBe(
    "SERVICE=db\nACCOUNT=postgres\nOWNER=10003\nGROUP=10004\nPACKAGES=postgresql-17 busybox-static\n",
  );
  expect(readFileSync(join(folder, "settings/etc/db/setting"), "utf8")).toBe("off\n");
});
