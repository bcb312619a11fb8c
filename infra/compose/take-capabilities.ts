import type { Service } from "@berth/compose";
import type { Place } from "./fault";

/** What root in a container has unless the file drops it: Docker's own set without what reaches beyond the container's files. */
export const DEFAULT_CAPABILITIES = [
  ...["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL"],
  ...["NET_BIND_SERVICE", "SETGID", "SETPCAP", "SETUID"],
];
/** Beyond these, what a file may add by name. */
const BY_NAME = [
  ...["AUDIT_WRITE", "IPC_LOCK", "LEASE", "MKNOD", "NET_ADMIN", "NET_BROADCAST"],
  ...["NET_RAW", "SETFCAP", "SYS_CHROOT", "SYS_NICE"],
];
const ALLOWED = new Set([...DEFAULT_CAPABILITIES, ...BY_NAME]);

/** All capabilities of a service, sorted; a user other than root has those only that the file adds. */
export function takeCapabilities(
  { cap_add: add = [], cap_drop: drop = [], user }: Service,
  at: Place,
): readonly string[] {
  const added = add.flatMap((capability, index): string[] => {
    const name = nameOf(capability);
    if (ALLOWED.has(name)) return [name];
    at.at("cap_add", index).fault(
      `is not taken, it gives power over the host: one of ${[...ALLOWED].sort().join(", ")}`,
      capability,
    );
    return [];
  });
  const dropped = new Set(drop.map(nameOf));
  const isRoot = user === undefined || /^(0|root)(:|$)/.test(user);
  const base = isRoot && !dropped.has("ALL") ? DEFAULT_CAPABILITIES.filter((name) => !dropped.has(name)) : [];
  if (!isRoot && added.length > 0) at.at("cap_add").notice(`has no effect for user ${user}: a capability needs user 0`);
  return [...new Set([...base, ...(isRoot ? added : [])])].sort();
}

function nameOf(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, "");
}
