import * as fc from "fast-check";
import { maskSecrets, maskText, secretText } from "../../../packages/review/mask";

const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

test("what Pulumi marks, what stands under a secret's name and what looks like a key is masked, deep inside too", () => {
  const found = maskSecrets({
    marked: { ...signature, plaintext: '"hunter2"' },
    list: [{ ...signature, ciphertext: "v1:x" }],
    adminPassword: "hunter2",
    clientSecret: "hunter2",
    auth_token: "hunter2",
    envs: ["PGUSER=links", "PGPASSWORD=hunter2", "PGPASSWORD_FILE=/run/secrets/db_password"],
    secretName: "db",
    key: "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----\n",
    note: "AKIAABCDEFGHIJKLMNOP is not for you",
    password: "",
  });
  expect(found).toEqual({
    marked: secretText,
    list: [secretText],
    adminPassword: secretText,
    clientSecret: secretText,
    auth_token: secretText,
    envs: ["PGUSER=links", `PGPASSWORD=${secretText}`, "PGPASSWORD_FILE=/run/secrets/db_password"],
    secretName: "db",
    key: `${secretText}\n`,
    note: `${secretText} is not for you`,
    password: "",
  });
  expect(JSON.stringify(found)).not.toContain("hunter2");
});

test("in a text only the value behind a secret's name goes; structure, files and variables stay", () => {
  const text = [
    "secrets: [db_password]",
    "db_password:",
    "  password: hunter2",
    "TOKEN=hunter2",
    "api_key: ${API_KEY}",
    "ssh_pwauth: false",
  ].join("\n");
  expect(maskText(text).split("\n")).toEqual([
    "secrets: [db_password]",
    "db_password:",
    `  password: ${secretText}`,
    `TOKEN=${secretText}`,
    "api_key: ${API_KEY}",
    "ssh_pwauth: false",
  ]);
});

test("a private key that was cut off is masked to the end", () => {
  expect(maskText("x -----BEGIN PRIVATE KEY-----\nabc")).toBe(`x ${secretText}`);
});

test("numbers, flags and ordinary texts stay as they are", () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z ]{0,30}$/)), (value) => {
      expect(maskSecrets({ size: value })).toEqual({ size: value });
    }),
  );
});
