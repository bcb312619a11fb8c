import { guestFiles } from "../../../infra/guest/guest-files";
import { kernelArgs } from "../../../infra/guest/kernel-args";
import { machineImage } from "../../../infra/guest/machine-image";

const image = machineImage("containers");

test("The machine is Debian 13 with these packages", () => {
  expect(image.release).toBe("trixie");
  expect(image.packages).toEqual([...image.packages].sort());
  for (const needed of ["docker.io", "docker-cli", "selinux-policy-default", "auditd", "nftables", "openssh-server"]) {
    expect(image.packages).toContain(needed);
  }
});

test("A machine without Docker has all the rest of it", () => {
  const plain = machineImage("vms");
  const docker = ["containerd", "docker-cli", "docker.io", "iptables", "python3", "restic"];
  expect(plain.packages).toEqual(image.packages.filter((name) => !docker.includes(name)));
  for (const [path, content] of Object.entries(guestFiles("files"))) expect(plain.files[path]).toBe(content);
  const own = Object.entries(plain.files).filter(([path]) => !Object.hasOwn(guestFiles("files"), path));
  expect(own.map(([path]) => path).join("\n")).not.toMatch(/docker|containerd/);
});

test("Without Docker the policy has neither its modules nor a rule that names them", () => {
  const files = machineImage("vms").files;
  const policies = Object.entries(files).filter(([path]) => path.startsWith("/usr/share/berth/policy/"));
  for (const [path, text] of policies)
    expect([path, /^(container|docker)$|container_\w+_t|dockerd_t/m.test(text)]).toEqual([path, false]);
});

test("No package lets a container host be entered or rebuilt another way", () => {
  for (const unwanted of ["cloud-init", "telnetd", "gcc", "curl", "openssh-sftp-server"]) {
    expect(image.packages).not.toContain(unwanted);
  }
});

test("The script is one of the files", () => {
  expect(image.files[image.script]).toMatch(/^#!\/bin\/sh\n/);
});

test("Every file has an absolute path and text that ends in a line break", () => {
  for (const [path, content] of Object.entries(image.files)) {
    expect(path).toMatch(/^\/(etc|usr)\/[\w./@-]+$/);
    expect(content).toMatch(/\n$/);
  }
});

test("The kernel starts with SELinux, enforcing", () => {
  expect(kernelArgs.split(" ")).toEqual(expect.arrayContaining(["security=selinux", "enforcing=1", "audit=1"]));
});

test("No file holds a secret or names a mirror", () => {
  const all = Object.values(image.files).join("\n");
  expect(all).not.toMatch(/PRIVATE KEY|password *=|https?:\/\//i);
});
