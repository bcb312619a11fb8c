/** Who a machine is and who may enter it; nothing of it is secret. */
export interface MachineIdentity {
  readonly hostname: string;
  /** May talk to Docker; has no sudo. */
  readonly loginUser: string;
  /** One line of OpenSSH's public key format. */
  readonly loginKey: string;
  /** Has sudo without a password. */
  readonly adminUser: string;
  readonly adminKey: string;
}

/**
 * The user-data of a machine of our own image, which /usr/local/sbin/berth-user-data applies: it leaves one file and runs
 * the script that makes the machine so. Throws on a value that is not one line of the expected form: it would be
 * written as another one.
 */
export function userData(identity: MachineIdentity): string {
  return `#cloud-config
write_files:
  - path: /etc/berth/identity
    permissions: "0644"
    content: |
${identityFile(identity).replace(/^(?=.)/gm, "      ")}runcmd:
  - [/usr/local/sbin/berth-setup]
`;
}

/** /etc/berth/identity, which berth-setup reads at every boot; the public ports join it later. Throws as userData does. */
export function identityFile(identity: MachineIdentity): string {
  const lines = [
    `HOSTNAME=${checked("hostname", identity.hostname, /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)}`,
    `LOGIN_USER=${checked("loginUser", identity.loginUser, userName)}`,
    `LOGIN_KEY=${checked("loginKey", identity.loginKey.trim(), publicKey)}`,
    `ADMIN_USER=${checked("adminUser", identity.adminUser, userName)}`,
    `ADMIN_KEY=${checked("adminKey", identity.adminKey.trim(), publicKey)}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Debian's own rule for user names, and no root: its key would be a way round sudo's log. */
const userName = /^(?!root$)[a-z][a-z0-9_-]{0,31}$/;
/** A bare key: options before it, as command="…", would change what it may do. */
const publicKey = /^(ssh-ed25519|ssh-rsa|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]{40,}={0,2}( [\x20-\x7e]*)?$/;

function checked(field: string, value: string, pattern: RegExp): string {
  if (!pattern.test(value))
    throw new Error(`user-data: ${field} must match ${pattern.source} (got ${JSON.stringify(value)})`);
  return value;
}
