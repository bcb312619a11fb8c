import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { EngineError } from "@berth/model/engine-error";

/** Encrypts and decrypts single texts; the same plaintext gets the ciphertext it had before, so files do not churn. */
export interface Crypter {
  /** "v1:<salt>:v1:<nonce>:<check>": `encryptionsalt` in Pulumi.<stack>.yaml and `salt` in the state. */
  readonly salt: string;
  encrypt(plaintext: string): string;
  /** Throws an EngineError when the ciphertext is damaged or was made with another key. */
  decrypt(ciphertext: string): string;
}

/** Pulumi's figures for PBKDF2-HMAC-SHA256 and AES-256-GCM. */
const iterations = 1_000_000;
const saltBytes = 8;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** What the check part of a salt decrypts to. */
const checkText = "pulumi";

const missing =
  "the stack has a passphrase and none is given: set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to a file that holds it";
const wrong =
  "the passphrase is not the one this stack was made with: check PULUMI_CONFIG_PASSPHRASE and PULUMI_CONFIG_PASSPHRASE_FILE";

/** A crypter for an existing salt; rejects with an EngineError naming the fix when the passphrase is missing or wrong. */
export async function openPassphraseCrypter(passphrase: string | undefined, salt: string): Promise<Crypter> {
  const { random, check } = parseSalt(salt);
  const key = await deriveKey(passphrase, random);
  if (openText(key, check) !== checkText) throw new EngineError(`open the stack's secrets: ${wrong}`);
  return new CachingCrypter(salt, key);
}

/** A crypter with a new random salt; rejects when the passphrase is missing ("" is legal). */
export async function createPassphraseCrypter(passphrase: string | undefined): Promise<Crypter> {
  const random = randomBytes(saltBytes);
  const key = await deriveKey(passphrase, random);
  return new CachingCrypter(`v1:${random.toString("base64")}:${sealText(key, checkText)}`, key);
}

/** Stands in where no secret is to be read: everything decrypts to "[secret]", and nothing is encrypted. */
export const placeholderCrypter: Crypter = {
  salt: "",
  encrypt: () => {
    throw new EngineError("internal error: a preview without secrets tried to write state");
  },
  decrypt: () => "[secret]",
};

class CachingCrypter implements Crypter {
  private readonly ciphertexts = new Map<string, string>();

  constructor(
    readonly salt: string,
    private readonly key: Buffer,
  ) {}

  encrypt(plaintext: string): string {
    const known = this.ciphertexts.get(plaintext);
    if (known !== undefined) return known;
    const ciphertext = sealText(this.key, plaintext);
    this.ciphertexts.set(plaintext, ciphertext);
    return ciphertext;
  }

  decrypt(ciphertext: string): string {
    const plaintext = openText(this.key, ciphertext);
    if (plaintext === undefined) {
      throw new EngineError("decrypt secret: the ciphertext is damaged or belongs to another stack");
    }
    if (!this.ciphertexts.has(plaintext)) this.ciphertexts.set(plaintext, ciphertext);
    return plaintext;
  }
}

function parseSalt(salt: string): { readonly random: Buffer; readonly check: string } {
  const match = /^v1:([A-Za-z0-9+/=]+):(v1:.+)$/.exec(salt);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new EngineError("open the stack's secrets: encryptionsalt is not of the form v1:<salt>:v1:<nonce>:<check>");
  }
  return { random: Buffer.from(match[1], "base64"), check: match[2] };
}

async function deriveKey(passphrase: string | undefined, salt: Buffer): Promise<Buffer> {
  if (passphrase === undefined) throw new EngineError(`open the stack's secrets: ${missing}`);
  return promisify(pbkdf2)(passphrase, salt, iterations, keyBytes, "sha256");
}

function sealText(key: Buffer, plaintext: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

/** Undefined: not of this form, damaged, or sealed with another key. */
function openText(key: Buffer, ciphertext: string): string | undefined {
  const [version, nonceText, sealedText] = ciphertext.split(":");
  const nonce = Buffer.from(nonceText ?? "", "base64");
  const sealed = Buffer.from(sealedText ?? "", "base64");
  if (version !== "v1" || nonce.length !== nonceBytes || sealed.length < tagBytes) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const opened = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    return Buffer.concat([opened, decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
