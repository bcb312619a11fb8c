import type { Runtime } from "./guest-files";

/** Debian release of the machine: the first whose SELinux policy has the container and docker modules. */
export const release = "trixie";

/** Debian packages of every machine, without what they depend on. */
const everywhere: readonly string[] = [
  "auditd",
  "busybox-static",
  "bzip2",
  "ca-certificates",
  "dbus",
  "debian-archive-keyring",
  "e2fsprogs",
  "iproute2",
  "kmod",
  "libnss-myhostname",
  "linux-image-cloud-amd64",
  "nftables",
  "openssh-server",
  "policycoreutils",
  "selinux-policy-default",
  "selinux-utils",
  "semodule-utils",
  "sudo",
  "systemd-resolved",
  "systemd-sysv",
  "udev",
  "unattended-upgrades",
];

/** Further packages for each runtime. */
const own: Readonly<Record<Runtime, readonly string[]>> = {
  containers: ["containerd", "docker-cli", "docker.io", "iptables", "python3", "restic"],
  vms: [],
};

/** Debian packages of a machine, sorted. */
export function packagesOf(runtime: Runtime): readonly string[] {
  return [...everywhere, ...own[runtime]].sort();
}
