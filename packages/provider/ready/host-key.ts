import { fingerprintOf } from "../key-pair/openssh-key";
import { jumpKeyName } from "../ssh-access/jump-block";

/** A host that proves to have another key than the pinned one: never to be tried again. */
export class HostKeyChanged extends Error {}

/** What ssh's stderr says about the host's key; undefined: the key is not what is wrong. */
export function hostKeyFault(stderr: string, host: { name: string; knownHosts: string }): HostKeyChanged | undefined {
  if (!/IDENTIFICATION HAS CHANGED|Host key verification failed|No .* host key is known/.test(stderr)) return undefined;
  // ssh through a jump host prints what the connection to that host has met.
  if (stderr.includes(jumpKeyName))
    return new HostKeyChanged(
      `the jump host to ${host.name} does not have the pinned key: another machine answers there, or its key was changed. Compare its /etc/ssh/ssh_host_ed25519_key.pub with the config key jumpHostKey`,
    );
  const shown = /SHA256:[A-Za-z0-9+/]+/.exec(stderr)?.[0] ?? "of a kind that is not pinned";
  const pinned = pinnedFingerprint(host.name, host.knownHosts) ?? "none";
  return new HostKeyChanged(
    `the host key of ${host.name} is not the pinned one: it shows ${shown}, pinned is ${pinned}. ` +
      `Either another machine answers there, or the key was changed by hand. If the machine is to be trusted no more, ` +
      `replace it: destroy and up`,
  );
}

/** "SHA256:…" of the key that known_hosts has for a name. */
export function pinnedFingerprint(name: string, knownHosts: string): string | undefined {
  const line = knownHosts.split("\n").find((one) => one.startsWith(`${name} `));
  const blob = line?.split(" ")[2];
  return blob === undefined ? undefined : fingerprintOf(Buffer.from(blob, "base64"));
}
