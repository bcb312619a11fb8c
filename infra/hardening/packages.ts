/** Debian release of the machine: the first whose SELinux policy has the container and docker modules. */
export const release = "trixie";

/** Debian packages of the machine, without what they depend on. */
export const packages: readonly string[] = [
  "auditd",
  "busybox-static",
  "bzip2",
  "ca-certificates",
  "containerd",
  "dbus",
  "debian-archive-keyring",
  "docker-cli",
  "docker.io",
  "e2fsprogs",
  "iproute2",
  "iptables",
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
