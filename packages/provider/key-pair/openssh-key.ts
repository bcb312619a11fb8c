import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";

export interface OpensshKey {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly fingerprint: string;
}

/** A new ed25519 key in OpenSSH's formats (PROTOCOL.key of OpenSSH), without a passphrase. */
export function newOpensshKey(comment: string): OpensshKey {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const seed = Buffer.from(jwk.d ?? "", "base64url");
  const point = Buffer.from(jwk.x ?? "", "base64url");
  return opensshKey({ seed, point, comment, check: randomBytes(4) });
}

/** The texts of a key; `check` is the 4 random bytes that stand twice in the private file. */
export function opensshKey(key: { seed: Buffer; point: Buffer; comment: string; check: Buffer }): OpensshKey {
  const publicBlob = Buffer.concat([field("ssh-ed25519"), field(key.point)]);
  const body = Buffer.concat([
    key.check,
    key.check,
    publicBlob,
    field(Buffer.concat([key.seed, key.point])),
    field(key.comment),
  ]);
  const header = Buffer.concat([Buffer.from("openssh-key-v1\0"), field("none"), field("none"), field(""), uint32(1)]);
  const file = Buffer.concat([header, field(publicBlob), field(padded(body))]);
  return {
    publicKey: `ssh-ed25519 ${publicBlob.toString("base64")} ${key.comment}`,
    privateKey: pem(file.toString("base64")),
    fingerprint: fingerprintOf(publicBlob),
  };
}

/** "SHA256:…" of a public key's blob. */
export function fingerprintOf(publicBlob: Buffer): string {
  return `SHA256:${createHash("sha256").update(publicBlob).digest("base64").replace(/=+$/, "")}`;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** To a multiple of 8, with 1, 2, 3, … */
function padded(body: Buffer): Buffer {
  const missing = (8 - (body.length % 8)) % 8;
  return Buffer.concat([body, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}

function pem(base64: string): string {
  const lines = base64.match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
}
