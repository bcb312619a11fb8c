/** A host that SSH goes through: user (of this computer's ssh configuration when left out), name or address, and port. */
export const jumpHostForm = /^$|^([a-z_][a-z0-9_-]{0,31}@)?[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:\d{1,5})?$/;
export const jumpKeyForm = /^$|^ssh-ed25519 [A-Za-z0-9+/]{68}( [\w.@ -]*)?$/;

/** A jump host in its parts. */
export interface JumpHost {
  readonly host: string;
  /** Left out: this computer's ssh configuration has one, or it is the user who runs ssh. */
  readonly user?: string;
  /** Left out: this computer's ssh configuration has one, or it is 22. */
  readonly port?: number;
  /** One line. */
  readonly hostKey: string;
}

/** The configured jump host; undefined when SSH goes through none. */
export function jumpHostOf({
  jumpHost,
  jumpHostKey: hostKey,
}: {
  readonly jumpHost: string;
  readonly jumpHostKey: string;
}): JumpHost | undefined {
  if (jumpHost === "") return undefined;
  const { user, host = "", port } = /^((?<user>[^@]*)@)?(?<host>[^:]*)(:(?<port>.*))?$/.exec(jumpHost)?.groups ?? {};
  return { host, ...(user !== undefined && { user }), ...(port !== undefined && { port: Number(port) }), hostKey };
}
