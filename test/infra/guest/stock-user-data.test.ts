import { parse } from "yaml";
import { guestFiles } from "../../../infra/guest/guest-files";
import { kernelArgs } from "../../../infra/guest/kernel-args";
import { machineImage } from "../../../infra/guest/machine-image";
import { stockUserData } from "../../../infra/guest/stock-user-data";
import { identityFile, type MachineIdentity } from "../../../infra/guest/user-data";
import { withoutComments } from "../../../infra/guest/without-comments";
import { decodeUserData, encodeUserData } from "../../../infra/guest/cloud-user-data";

const key = (comment: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)} ${comment}`;
const identity: MachineIdentity = {
  hostname: "berth-production-with-a-long-name",
  loginUser: "deploy",
  loginKey: key("login"),
  adminUser: "admin",
  adminKey: key("admin"),
};
const text = stockUserData(identity, "containers");

interface CloudConfig {
  readonly write_files: readonly { path: string; content: string; permissions?: string }[];
  readonly runcmd: readonly (readonly string[])[];
}
const config = parse(text.replace(/^#cloud-config\n/, "")) as CloudConfig;
const written = new Map(config.write_files.map((file) => [file.path, file]));

test.each([
  ["aws", 16_384],
  ["azure", 65_535],
])("fits %s, which takes %d bytes, and is the same text there", (_cloud, limit) => {
  const encoded = encodeUserData(text, limit);
  expect(Buffer.from(encoded, "base64").length).toBeLessThanOrEqual(limit);
  expect(decodeUserData(encoded) === text).toBe(true);
});

test("fits without Docker too, and is then about units alone", () => {
  const plain = stockUserData(identity, "vms");
  expect(Buffer.from(encodeUserData(plain, 16_384), "base64").length).toBeLessThanOrEqual(16_384);
  expect(plain).not.toMatch(/^ *(docker\.io|containerd)$/m);
  expect(plain).toContain("DATA_FOLDER=/var/lib/berth");
});

test("brings every file of the built image without its comments, but for those that only a built image has", () => {
  const expected = Object.entries(machineImage("containers").files).filter(
    ([path]) => path !== "/etc/fstab" && path !== "/usr/local/sbin/berth-user-data",
  );
  for (const [path, content] of [...expected, ...Object.entries(guestFiles("stock"))])
    expect([path, written.get(path)?.content]).toEqual([path, withoutComments(path, content)]);
  expect(written.has("/etc/fstab")).toBe(false);
  expect(written.get("/etc/berth/identity")?.content).toBe(identityFile(identity));
});

test("makes the programs, and only them, executable", () => {
  for (const { path, permissions } of written.values())
    expect([path, permissions]).toEqual([path, path.startsWith("/usr/local/sbin/") ? "0755" : undefined]);
});

test("installs the packages of the built image, and no kernel beside the one that is there", () => {
  const names = (written.get("/usr/share/berth/packages")?.content ?? "").trim().split("\n");
  expect(names).toContain("docker.io");
  expect(names).toContain("selinux-policy-default");
  expect(names.filter((name) => name.startsWith("linux-image"))).toEqual([]);
});

test("gives every entry of the boot menu the kernel arguments of the built image", () => {
  expect(written.get("/etc/default/grub.d/90-berth.cfg")?.content).toBe(
    `GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${kernelArgs} "\nGRUB_TIMEOUT=0\n`,
  );
});

test("leaves the root's own line in fstab alone and adds the others", () => {
  const mounts = written.get("/usr/share/berth/fstab")?.content ?? "";
  expect(mounts).not.toContain("/dev/vda");
  expect(mounts).toContain("/home /home none bind,nosuid,nodev 0 0\n");
});

test("closes sshd before it could start, and starts the hardening once cloud-init is through", () => {
  expect(written.has("/etc/ssh/sshd_not_to_be_run")).toBe(true);
  expect(config.runcmd).toEqual([["systemctl", "enable", "--now", "--no-block", "berth-harden.service"]]);
  expect(written.get("/etc/systemd/system/berth-harden.service")?.content).toMatch(/^After=cloud-final\.service/m);
});

test("makes no user but those of the identity, and no password", () => {
  expect(parse(text)).toMatchObject({ users: [] });
  expect(text).not.toMatch(/passwd:|chpasswd|ssh_authorized_keys|lock_passwd/);
});

test("holds no secret and names no mirror", () => {
  expect(text).not.toMatch(/PRIVATE KEY|password *[=:]|token *[=:]|https?:\/\//i);
});

test("refuses an identity that would be written as another one", () => {
  expect(() => stockUserData({ ...identity, hostname: "a\nADMIN_KEY=x" }, "containers")).toThrow(
    /^user-data: hostname/,
  );
});
