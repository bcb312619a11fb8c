export interface PullFault {
  /** What to do, or what it means. */
  readonly hint: string;
  /** A later try may succeed. */
  readonly isPassing: boolean;
}

/** The first that matches counts: a registry that limits, for one, also speaks of access. */
const faults: readonly (PullFault & { readonly pattern: RegExp })[] = [
  {
    pattern: /toomanyrequests|rate limit|too many requests|status(?: code)?:? 429/i,
    hint: "the registry limits how much this address may pull: wait, or pull with a login (config key registries) or from a mirror",
    isPassing: false,
  },
  {
    pattern: /no space left on device/i,
    hint: "the host's data disk is full: raise dataDiskGiB, or remove images with `docker image prune --all` there",
    isPassing: false,
  },
  {
    pattern: /no matching manifest for|does not match the specified platform|image operating system .* cannot be used/i,
    hint: "the image does not exist for this platform: choose another tag, or set the platform that it has",
    isPassing: false,
  },
  {
    pattern: /connect: permission denied/i,
    hint: "SELinux of the host keeps the Docker daemon from that port: a registry on 80, 443 or 8443 is reached",
    isPassing: false,
  },
  {
    pattern: /denied|unauthorized|authentication required|no basic auth credentials|forbidden/i,
    hint: "the registry refuses it: the name is wrong, or the image is private and needs a login (config key registries), or the login is not valid",
    isPassing: false,
  },
  {
    pattern: /manifest unknown|name unknown|manifest for .* not found|repository .* not found|invalid reference/i,
    hint: "the registry does not have it: check the name and the tag",
    isPassing: false,
  },
  {
    pattern: /x509: |failed to verify certificate/i,
    hint: "the host does not trust the registry's certificate: give the certificate of its authority as caFile (config key registries)",
    isPassing: false,
  },
  {
    pattern: /server gave HTTP response to HTTPS client/i,
    hint: "the registry speaks no TLS: add it to insecure-registries of the daemon only when the way to it is trusted",
    isPassing: false,
  },
  {
    pattern: /no such host|server misbehaving|temporary failure in name resolution/i,
    hint: "the registry's name is not found from the host: check it, and the host's way out",
    isPassing: true,
  },
  {
    pattern:
      /time(?:d )?out|deadline exceeded|connection (?:reset|refused)|unexpected EOF|\bEOF\b|TLS handshake|network is unreachable|no route to host|\b50[0234]\b/i,
    hint: "the registry does not answer: check the host's way out and whether the registry is up",
    isPassing: true,
  },
];

/** What a daemon's or a registry's reason means for a pull; undefined: nothing is known of it. */
export function pullFault(reason: string): PullFault | undefined {
  const found = faults.find(({ pattern }) => pattern.test(reason));
  return found && { hint: found.hint, isPassing: found.isPassing };
}
