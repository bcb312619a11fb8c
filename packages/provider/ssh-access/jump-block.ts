import type { SshJumpInputs } from "@berth/resources/local-types";

/** What known_hosts calls the key of the jump host, whatever name this computer's ssh configuration makes of it. */
export const jumpKeyName = "berth-jump-host";

/** The jump host as ssh takes it for a destination and for ProxyJump. */
export function jumpUrl({ host, user, port }: SshJumpInputs): string {
  return `ssh://${user === undefined ? "" : `${user}@`}${host}${port === undefined ? "" : `:${port}`}`;
}

/**
 * The part of an ssh_config for the jump host: its key is the pinned one, and all else is as this computer's own
 * configuration has it. It must come first, because ssh takes the first value that it meets.
 */
export function jumpBlock({ host }: SshJumpInputs, quotedKnownHosts: string): readonly string[] {
  return [
    `Host ${host}`,
    `  HostKeyAlias ${jumpKeyName}`,
    "  StrictHostKeyChecking yes",
    `  UserKnownHostsFile ${quotedKnownHosts}`,
    "  GlobalKnownHostsFile /dev/null",
    "  KnownHostsCommand none",
    "  VerifyHostKeyDNS no",
    "  HostKeyAlgorithms ssh-ed25519",
    "  UpdateHostKeys no",
    "  Include ~/.ssh/config",
    "  IdentitiesOnly no",
    "  IdentityAgent SSH_AUTH_SOCK",
  ];
}
