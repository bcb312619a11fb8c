import { dirname, join } from "node:path";
import type { SshAccessInputs } from "@berth/resources/local-types";
import { jumpBlock, jumpKeyName, jumpUrl } from "./jump-block";

/** File name → content; each is written 0600. */
export type SshFiles = Readonly<Record<"ssh_config" | "known_hosts" | "login_key" | "admin_key", string>>;

/** The files of an access; `controlFolder` is where the sockets of shared connections go. */
export function sshFiles(inputs: SshAccessInputs, controlFolder: string): SshFiles {
  return {
    ssh_config: sshConfig(inputs, controlFolder),
    known_hosts: lines([...jumpKey(inputs), ...inputs.hosts.flatMap(knownHosts)]),
    login_key: withNewline(inputs.loginKey),
    admin_key: withNewline(inputs.adminKey),
  };
}

export function configPathOf(directory: string): string {
  return join(directory, "ssh_config");
}

/** Name of the alias for the administrator. */
export function adminAlias(host: string): string {
  return `${host}-admin`;
}

type SshHost = SshAccessInputs["hosts"][number];
type RoutedHost = SshHost & { readonly way: readonly string[] };

function sshConfig(inputs: SshAccessInputs, controlFolder: string): string {
  const { directory, loginUser, adminUser, jumpHost } = inputs;
  const hosts = inputs.hosts.map((host) => ({ ...host, way: wayTo(host, jumpHost) }));
  const loginKey = join(directory, "login_key");
  const blocks = hosts.flatMap((host) => [
    [...hostBlock(host.name, host), `  User ${loginUser}`, `  IdentityFile ${quoted(loginKey)}`],
    [
      ...hostBlock(adminAlias(host.name), host),
      `  User ${adminUser}`,
      `  IdentityFile ${quoted(join(directory, "admin_key"))}`,
    ],
  ]);
  // What dials an address, as a docker host ssh://user@address:port does, gives user and port itself.
  const direct = hosts.filter(({ way }) => way.length === 0);
  const addresses = [...new Set(direct.map(({ address }) => address))];
  const dialled = addresses.length === 0 ? [] : [[`Host ${addresses.join(" ")}`, `  IdentityFile ${quoted(loginKey)}`]];
  const tunnelled = hosts
    .filter(({ way }) => way.length > 0)
    .map(({ address, way }) => [`Host ${address}`, ...way, `  IdentityFile ${quoted(loginKey)}`]);
  const jump = jumpHost === undefined ? [] : [jumpBlock(jumpHost, quoted(join(directory, "known_hosts")))];
  return lines(
    [...jump, ...blocks, ...dialled, ...tunnelled, everyHost(directory), sharing(controlFolder)].map((block) =>
      lines(block),
    ),
  );
}

function hostBlock(alias: string, { name, address, port, way }: RoutedHost): readonly string[] {
  return [`Host ${alias}`, `  HostName ${address}`, `  Port ${port}`, `  HostKeyAlias ${name}`, ...way];
}

/** What leads to a host that its address does not lead to. */
function wayTo({ proxyCommand }: SshHost, jumpHost: SshAccessInputs["jumpHost"]): readonly string[] {
  if (proxyCommand !== undefined) return [`  ProxyCommand ${proxyCommand}`];
  return jumpHost === undefined ? [] : [`  ProxyJump ${jumpUrl(jumpHost)}`];
}

/** ssh takes the first value that it meets: what is special to a host stands above. */
function everyHost(directory: string): readonly string[] {
  return [
    "Host *",
    "  IdentitiesOnly yes",
    "  IdentityAgent none",
    "  PreferredAuthentications publickey",
    "  BatchMode yes",
    "  StrictHostKeyChecking yes",
    `  UserKnownHostsFile ${quoted(join(directory, "known_hosts"))}`,
    "  GlobalKnownHostsFile /dev/null",
    "  UpdateHostKeys no",
    "  HostKeyAlgorithms ssh-ed25519",
    "  ForwardAgent no",
    "  ConnectTimeout 10",
    "  ServerAliveInterval 10",
    "  ServerAliveCountMax 3",
    "  LogLevel ERROR",
  ];
}

/**
 * One connection for each host and user, while there is a folder of this user for its socket. It is made again when the
 * system's cleaning of old files has removed it; without it, ssh would end instead of connecting.
 */
function sharing(controlFolder: string): readonly string[] {
  const [parent, folder] = [dirname(controlFolder), controlFolder];
  const owned = [parent, folder].map((path) => `[ ! -L ${path} ] && [ -O ${path} ]`);
  const script = [`mkdir -p -m 700 ${parent} ${folder} 2>/dev/null`, ...owned].join(" && ");
  return [
    `Match exec "sh -c '${script}'"`,
    "  ControlMaster auto",
    `  ControlPath ${quoted(join(controlFolder, "%C"))}`,
    "  ControlPersist 60",
  ];
}

function jumpKey({ jumpHost }: SshAccessInputs): readonly string[] {
  if (jumpHost === undefined) return [];
  const [type = "", key = ""] = jumpHost.hostKey.split(" ");
  return [`${jumpKeyName} ${type} ${key}`];
}

function knownHosts({ name, address, port, hostKey }: SshHost): readonly string[] {
  const [type = "", key = ""] = hostKey.split(" ");
  const dialled = port === 22 ? address : `[${address}]:${port}`;
  return [`${name} ${type} ${key}`, `${dialled} ${type} ${key}`];
}

/** A path as ssh_config wants it; %C, the one token that is used, stays. */
function quoted(path: string): string {
  return `"${path.replaceAll(/%(?!C$)/g, "%%")}"`;
}

function lines(of: readonly string[]): string {
  return of.map((line) => `${line}\n`).join("");
}

function withNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
