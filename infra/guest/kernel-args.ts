/**
 * Kernel arguments: SELinux is the kernel's security module, enforcing from the first process on; RCU grace periods are
 * not waited out one by one, which takes a quarter off an emulated boot.
 */
export const kernelArgs = [
  "quiet",
  "loglevel=4",
  "security=selinux",
  "enforcing=1",
  "audit=1",
  "audit_backlog_limit=8192",
  "rcupdate.rcu_expedited=1",
].join(" ");
