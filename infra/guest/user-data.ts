import type { PublicPort } from "./public-port";

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
  /** Published ports that the firewall lets in from outside; SSH always is. */
  readonly publicPorts: readonly PublicPort[];
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

/** /etc/berth/identity, which berth-setup reads at every boot. Throws as userData does. */
export function identityFile(identity: MachineIdentity): string {
  const udp = portList(identity.publicPorts, "udp");
  const lines = [
    `HOSTNAME=${checked("hostname", identity.hostname, /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)}`,
    `LOGIN_USER=${checked("loginUser", identity.loginUser, userName)}`,
    `LOGIN_KEY=${checked("loginKey", identity.loginKey.trim(), publicKey)}`,
    `ADMIN_USER=${checked("adminUser", identity.adminUser, userName)}`,
    `ADMIN_KEY=${checked("adminKey", identity.adminKey.trim(), publicKey)}`,
    `PUBLIC_PORTS=${portList(identity.publicPorts, "tcp")}`,
    // Left out where it would be empty: the user-data of a machine must not change for what it does not have.
    ...(udp === "" ? [] : [`PUBLIC_UDP_PORTS=${udp}`]),
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

function portList(publicPorts: readonly PublicPort[], of: PublicPort["protocol"]): string {
  const ports = publicPorts.filter(({ protocol }) => protocol === of).map(({ port }) => port);
  const wrong = ports.filter((port) => !Number.isInteger(port) || port < 1 || port > 65535);
  if (wrong.length > 0)
    throw new Error(`user-data: publicPorts must be whole numbers from 1 to 65535 (got ${wrong.join(", ")})`);
  return [...new Set(ports)].sort((a, b) => a - b).join(",");
}
