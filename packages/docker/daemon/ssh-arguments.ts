/** Where ssh goes: the provider's `host` and `sshOpts`. */
export interface SshTarget {
  /** "ssh://user@address:port" */
  readonly host: string;
  readonly sshOpts: readonly string[];
}

/**
 * The words that open the one connection, which the others go through by `control`, a socket's path.
 * Its remote command only waits for the end of our pipe: so the connection can't outlive this process.
 */
export function masterArguments(target: SshTarget, control: string): string[] {
  const must = [
    "BatchMode=yes",
    "ControlMaster=yes",
    `ControlPath=${control}`,
    "ControlPersist=no",
    "ClearAllForwardings=yes",
  ];
  return [...words(target, must), "cat"];
}

/** The words for a session of the open connection that speaks to the daemon; it never opens a connection of its own. */
export function sessionArguments(target: SshTarget, control: string): string[] {
  const must = ["BatchMode=yes", "ControlMaster=no", `ControlPath=${control}`, "ProxyCommand=exit 1"];
  return [...words(target, must), "docker", "system", "dial-stdio"];
}

/** ssh takes the first value of an option: ours that must hold, then the program's, then ours that need not. */
function words({ host, sshOpts }: SshTarget, must: readonly string[]): string[] {
  const url = new URL(host);
  const user = url.username === "" ? [] : ["-l", decodeURIComponent(url.username)];
  const port = url.port === "" ? [] : ["-p", url.port];
  const should = ["ConnectTimeout=15", "ServerAliveInterval=15", "ServerAliveCountMax=4", "LogLevel=ERROR"];
  const options = (list: readonly string[]) => list.flatMap((option) => ["-o", option]);
  const address = url.hostname.replace(/^\[|\]$/g, "");
  return ["-T", ...options(must), ...sshOpts, ...options(should), ...user, ...port, "--", address];
}
