import { createPassphraseCrypter, openPassphraseCrypter } from "../../../../packages/engine/project/secrets";

/** Written by the pulumi CLI with the empty passphrase. */
const cliSalt = "v1:ogp+e9ryJVU=:v1:ZqgSyOYZ2uUxmKrf:FnhQit6qIxhKQNMNOewUn4hHG9F7Mw==";
const cliCiphertext = "v1:BHD6K8Zzdqn0URFb:66gG21EhsXiciCHdGsNa5fKHPkZy";

test("what the CLI encrypted is decrypted, and keeps its ciphertext", async () => {
  const crypter = await openPassphraseCrypter("", cliSalt);
  expect(crypter.decrypt(cliCiphertext)).toBe('"shh"');
  expect(crypter.encrypt('"shh"')).toBe(cliCiphertext);
});

test("a new salt opens again with its passphrase, and with no other", async () => {
  const made = await createPassphraseCrypter("correct horse");
  const ciphertext = made.encrypt("straße\n");
  const opened = await openPassphraseCrypter("correct horse", made.salt);
  expect(opened.decrypt(ciphertext)).toBe("straße\n");
  await expect(openPassphraseCrypter("wrong", made.salt)).rejects.toThrow(
    "the passphrase is not the one this stack was made with",
  );
});

test("reports a missing passphrase with the variables that set it", async () => {
  const message = "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE";
  await expect(openPassphraseCrypter(undefined, cliSalt)).rejects.toThrow(message);
  await expect(createPassphraseCrypter(undefined)).rejects.toThrow(message);
});

test.each(["", "v2:AA==:v1:x", "v1:AA==", "v1::v1:a:b"])("salt %j is refused", async (salt) => {
  await expect(openPassphraseCrypter("", salt)).rejects.toThrow("encryptionsalt is not of the form");
});

test("a damaged ciphertext is refused without quoting anything of it", async () => {
  const crypter = await openPassphraseCrypter("", cliSalt);
  const flipped = cliCiphertext.replace("66gG", "76gG");
  for (const text of [flipped, "", "v1", "v1:AAAA:AAAA", "v2:BHD6K8Zzdqn0URFb:66gG", cliCiphertext.slice(0, 30)]) {
    expect(() => crypter.decrypt(text)).toThrow(
      /^decrypt secret: the ciphertext is damaged or belongs to another stack$/,
    );
  }
});

test("equal plaintexts share a ciphertext, others don't", async () => {
  const crypter = await openPassphraseCrypter("", cliSalt);
  expect(crypter.encrypt("a")).toBe(crypter.encrypt("a"));
  expect(crypter.encrypt("a")).not.toBe(crypter.encrypt("b"));
});
