import type { Crypter } from "../../../../packages/engine/project/secrets";

/** A real crypter costs most of a second; this one shows in a file what would be encrypted. */
export const plainCrypter: Crypter = {
  salt: "v1:salt",
  encrypt: (plaintext) => `sealed ${plaintext}`,
  decrypt: (ciphertext) => ciphertext.slice("sealed ".length),
};
