import { newOpensshKey } from "../../../../packages/provider/key-pair/openssh-key";
import { hostKeyFault, pinnedFingerprint } from "../../../../packages/provider/ready/host-key";

const pinned = newOpensshKey("web");
const other = newOpensshKey("other");
const knownHosts = `web ${pinned.publicKey}\n[127.80.1.2]:20022 ${pinned.publicKey}\n`;
const host = { name: "web", knownHosts };

test("names both fingerprints when the host shows another key", () => {
  const stderr = [
    "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @",
    `The fingerprint for the ED25519 key sent by the remote host is\n${other.fingerprint}.`,
    "Host key verification failed.",
  ].join("\n");
  expect(hostKeyFault(stderr, host)?.message).toContain(
    `the host key of web is not the pinned one: it shows ${other.fingerprint}, pinned is ${pinned.fingerprint}`,
  );
});

test.each(["Connection refused", "Permission denied (publickey).", "Connection timed out", ""])(
  "takes %j for a fault that may pass",
  (stderr) => {
    expect(hostKeyFault(stderr, host)).toBeUndefined();
  },
);

test("finds the fingerprint of a name, of none other", () => {
  expect(pinnedFingerprint("web", knownHosts)).toBe(pinned.fingerprint);
  expect(pinnedFingerprint("we", knownHosts)).toBeUndefined();
});
