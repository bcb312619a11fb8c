/** What the login user tries on the host itself, and the answer: most of it is SELinux's, since any other user may. */
export const hostAttacks: readonly (readonly [string, string, RegExp])[] = [
  ["another user", "/usr/bin/su -c id", /su: Permission denied/],
  ["root by sudo", "/usr/bin/sudo -n id", /sudo: Permission denied/],
  ["another group", "newgrp docker", /setgid\(\) failed: Operation not permitted/],
  ["another domain", "runcon -t unconfined_t id", /invalid context/],
  ["a container's label", "touch own; chcon -t container_file_t own", /failed to change context/],
  ["a program's label", "touch own; chcon -t bin_t own", /failed to change context/],
  ["every file's label", "/usr/sbin/setfiles -v /etc/selinux/default/contexts/files/file_contexts .", /setfiles: Perm/],
  ["a program of its own at home", "cp /bin/id own; chmod +x own; ./own", /own: Permission denied/],
  ["a program of its own in /tmp", "cp /bin/id /tmp/own; chmod +x /tmp/own; /tmp/own", /own: Permission denied/],
  ["its program through the loader", "cp /bin/id own; /lib64/ld-linux-x86-64.so.2 ./own", /Permission denied/],
  ["a mount", "/usr/bin/mount -t tmpfs none /mnt", /mount: Permission denied/],
  ["a user namespace", "unshare --user --map-root-user id", /Permission denied/],
  ["the processes of root", "cat /proc/1/cmdline", /Permission denied/],
  ["a unit of root's", "systemctl stop auditd.service", /Access denied/],
  ["a unit of its own", "systemd-run id", /Access denied/],
];
