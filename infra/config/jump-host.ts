/** A host that SSH goes through: user (of this computer's ssh configuration when left out), name or address, and port. */
export const jumpHostForm = /^$|^([a-z_][a-z0-9_-]{0,31}@)?[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:\d{1,5})?$/;

/** Command that reaches the SSH port of an address through the jump host, with this computer's ssh configuration for it. */
export function jumpCommand(jumpHost: string, address: string): string {
  const [host = "", port] = jumpHost.split(":");
  return [`ssh -o BatchMode=yes -W ${address}:22`, ...(port === undefined ? [] : [`-p ${port}`]), host].join(" ");
}
