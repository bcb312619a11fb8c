/** Encrypts and decrypts single texts; the same plaintext gets the ciphertext it had before, so files do not churn. */
export interface Crypter {
  readonly type: "passphrase";
  /** "v1:<salt>:v1:<nonce>:<check>": `encryptionsalt` in Pulumi.<stack>.yaml and `salt` in the state. */
  readonly salt: string;
  encrypt(plaintext: string): string;
  /** Throws an EngineError when the ciphertext is damaged or was made with another key. */
  decrypt(ciphertext: string): string;
}

/** A crypter for an existing salt; rejects with an EngineError naming the fix when the passphrase is missing or wrong. */
export function openPassphraseCrypter(_passphrase: string | undefined, _salt: string): Promise<Crypter> {
  throw new Error("being written");
}

/** A crypter with a new random salt; rejects when the passphrase is missing ("" is legal). */
export function createPassphraseCrypter(_passphrase: string | undefined): Promise<Crypter> {
  throw new Error("being written");
}
