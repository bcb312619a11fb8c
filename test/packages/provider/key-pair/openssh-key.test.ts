import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

import { newOpensshKey, opensshKey } from "../../../../packages/provider/key-pair/openssh-key";

const folder = mkdtempSync(join(tmpdir(), "berth-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

function sshKeygen(privateKey: string, ...words: string[]): string {
  const file = join(folder, "key");
  writeFileSync(file, privateKey, { mode: 0o600 });
  return execFileSync("ssh-keygen", [...words, "-f", file], { encoding: "utf8" }).trim();
}

test.each(["deploy@berth", "x", "a longer comment, of 39 characters, here"])(
  "makes a key with the comment %j that ssh-keygen reads",
  (comment) => {
    const key = newOpensshKey(comment);
    expect(sshKeygen(key.privateKey, "-y")).toBe(key.publicKey);
    expect(sshKeygen(key.privateKey, "-l")).toBe(`256 ${key.fingerprint} ${comment} (ED25519)`);
  },
);

test("makes another key each time", () => {
  expect(newOpensshKey("a").privateKey).not.toBe(newOpensshKey("a").privateKey);
});

test("writes the whole file as PROTOCOL.key defines it", () => {
  const key = opensshKey({
    seed: Buffer.alloc(32, 1),
    point: Buffer.alloc(32, 2),
    comment: "c",
    check: Buffer.alloc(4, 3),
  });
  expect(key).toEqual({
    publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC c",
    privateKey: [
      "-----BEGIN OPENSSH PRIVATE KEY-----",
      "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW",
      "QyNTUxOQAAACACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgAAAIgDAwMDAwMD",
      "AwAAAAtzc2gtZWQyNTUxOQAAACACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg",
      "AAAEABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQICAgICAgICAgICAgICAgIC",
      "AgICAgICAgICAgICAgICAAAAAWMBAgME",
      "-----END OPENSSH PRIVATE KEY-----",
      "",
    ].join("\n"),
    fingerprint: "SHA256:baqJQcVDEweKmw1OiZxGooCG2MGxYtwsQQzzOstxmiA",
  });
});

test("pads the private part to 8 bytes for every comment", () => {
  fc.assert(
    fc.property(fc.string(), (comment) => {
      const { privateKey } = opensshKey({
        seed: Buffer.alloc(32),
        point: Buffer.alloc(32),
        comment,
        check: Buffer.alloc(4),
      });
      const file = Buffer.from(privateKey.split("\n").slice(1, -2).join(""), "base64");
      const header = "openssh-key-v1\0".length + 2 * (4 + "none".length) + 4 + 4;
      const publicLength = file.readUInt32BE(header);
      const body = header + 4 + publicLength;
      expect(file.readUInt32BE(body) % 8).toBe(0);
      expect(file.length).toBe(body + 4 + file.readUInt32BE(body));
    }),
  );
});
