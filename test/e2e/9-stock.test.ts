import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kernelArgs } from "../../infra/guest/kernel-args";
import { privateFolder } from "../../infra/host/private-folder";
import { loadBaseImage } from "./support/base-image";
import { expectNothingLeft } from "./support/nothing-left";
import { answers, asAdmin, npm, onHost, type Outputs, readOutputs, root } from "./support/stack";

/** From a GRUB disk with neither SELinux nor Docker; emulated, the packages alone take minutes. */
jest.setTimeout(1_800_000);

const stack = ["--stack", "stock"];
const folder = privateFolder(root, "stock");
// Those of the stack's outputs that are known before its services are.
let outputs: Outputs = {
  url: "",
  hosts: [
    {
      name: "berth-stock",
      address: "",
      sshPort: 0,
      user: "deploy",
      sshConfig: join(folder, "ssh", "ssh_config"),
      ssh: "",
    },
  ],
};
const admin = (command: string) => asAdmin(outputs, command).output.trim();

test("`up` makes a stock image a host that is ready, by user-data alone", async () => {
  const { code, output } = await npm("up", ...stack);
  // Where no registry can be reached, building the images is what fails, and nothing before it.
  if (code !== 0) expect(output).toMatch(/debian:trixie-slim/);
  expect(admin("sudo getenforce")).toBe("Enforcing");
  expect(admin("systemctl is-system-running --wait")).toBe("running");
});

test("its boot loader started the kernel with the arguments of the built image, and every later kernel gets them", () => {
  expect(admin("cat /proc/cmdline")).toMatch(/^BOOT_IMAGE=\/boot\/vmlinuz-.* root=/);
  expect(admin("cat /proc/cmdline")).toContain(` ${kernelArgs}`);
  admin("sudo update-grub");
  const entries = admin("sudo grep -E '^\\s*linux' /boot/grub/grub.cfg").split("\n");
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries) expect(entry).toContain(` ${kernelArgs}`);
});

test("it rebooted exactly once, and cloud-init is not a part of later boots", () => {
  expect(admin("sudo journalctl --list-boots --quiet | wc -l")).toBe("2");
  expect(admin("systemctl list-units --all --no-legend 'cloud-*'")).toBe("");
  expect(admin("systemctl is-enabled berth-harden.service")).toBe("disabled");
});

test("every file is labelled, and nothing was denied", () => {
  expect(admin("sudo find / -xdev -context '*:unlabeled_t:*' -print -quit")).toBe("");
  expect(admin("sudo ausearch --input-logs -m avc,user_avc,selinux_err -ts boot")).toBe("<no matches>");
});

test("dockerd and the login user are confined; the daemon keeps its data on the data disk and drops what it must", () => {
  expect(admin("ps -o label= -C dockerd")).toMatch(/:dockerd_t:/);
  expect(onHost(outputs, "id -Z").output.trim()).toBe("berth_deploy_u:berth_deploy_r:berth_deploy_t:s0");
  expect(admin("findmnt -n -o SOURCE /var/lib/docker")).toBe("/dev/vdb");
  loadBaseImage(outputs);
  const attack = onHost(outputs, "docker run --rm --privileged -v /:/x debian:trixie-slim cat /x/etc/shadow");
  expect(attack.output).not.toMatch(/root:[*!$]/);
});

test("the image's own users are gone from the ways in, and its host key is the one that cloud-init printed", () => {
  expect(admin("getent passwd debian; sudo cat /root/.ssh/authorized_keys")).not.toMatch(/^debian:|ssh-/m);
  const [, key] =
    /^berth-stock (ssh-ed25519 \S+)/m.exec(readFileSync(join(folder, "ssh", "known_hosts"), "utf8")) ?? [];
  expect(readFileSync(join(folder, "machines", "berth-stock", "serial.log"), "utf8")).toContain(key);
  expect(admin("cat /etc/ssh/ssh_host_*.pub")).toMatch(/^ssh-ed25519 \S+ \S+$/);
});

test("the services run on it", async () => {
  expect((await npm("up", ...stack)).code).toBe(0);
  outputs = await readOutputs("stock");
  expect(await answers(outputs.url)).toBe(true);
});

test("a second `up` changes nothing", async () => {
  expect((await npm("up", "--expect-no-changes", ...stack)).code).toBe(0);
});

test("`destroy` of a running VM leaves no process, no port and no file but caches", async () => {
  expect((await npm("destroy", ...stack)).code).toBe(0);
  expectNothingLeft("stock", outputs);
});
