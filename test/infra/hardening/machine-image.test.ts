import { kernelArgs } from "../../../infra/hardening/kernel-args";
import { machineImage } from "../../../infra/hardening/machine-image";

const image = machineImage();

test("The machine is Debian 13 with these packages", () => {
  expect(image.release).toBe("trixie");
  expect(image.packages).toEqual([...image.packages].sort());
  for (const needed of ["docker.io", "docker-cli", "selinux-policy-default", "auditd", "nftables", "openssh-server"]) {
    expect(image.packages).toContain(needed);
  }
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
