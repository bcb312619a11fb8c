import { EngineError } from "@berth/model/engine-error";
import type { Json, JsonObject } from "../wire/go-json";
import { goJson, isJsonList, isJsonObject } from "../wire/go-json";
import type { PropertyMap, PropertyValue, ResourceReference } from "@berth/model/property";
import { Archive, Asset, isList, isMap, Secret, Unknown, unknown } from "@berth/model/property";
import type { Crypter } from "../project/secrets";
import type { SignedDecoder } from "../wire/signed-value";
import { archiveFields, assetFields, malformed, valueFrom } from "../wire/signed-value";
import { unknownSentinel } from "@berth/model/unknown-sentinels";
import { signatureKey, signatures } from "@berth/model/signatures";

/** Marks the numbers that JSON can't write: 16 hex digits of the IEEE 754 bits. */
const floatSignature = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";

type Cipher = Pick<Crypter, "encrypt" | "decrypt">;

/** What is inside of a secret is encrypted as a whole; a secret within it is only marked. */
const nested: Cipher = { encrypt: (plaintext) => plaintext, decrypt: (ciphertext) => ciphertext };

/** A property map as the state file holds it; throws an EngineError when there is a secret and no crypter. */
export function encodeStored(properties: PropertyMap, crypter: Cipher | undefined): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, encodeValue(value, crypter)]));
}

/** A property map from the state file; `at` names it in error messages. */
export function decodeStored(fields: JsonObject, crypter: Cipher | undefined, at: string): PropertyMap {
  const entries = Object.entries(fields).map(
    ([key, value]) => [key, decodeValue(value, crypter, `${at}.${key}`)] as const,
  );
  return Object.fromEntries(entries);
}

function encodeValue(value: PropertyValue, crypter: Cipher | undefined): Json {
  if (typeof value === "number") return Number.isFinite(value) ? value : encodeFloat(value);
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (isList(value)) return value.map((item) => encodeValue(item, crypter));
  return isMap(value) ? encodeStored(value, crypter) : encodeSigned(value, crypter);
}

function encodeFloat(value: number): Json {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return { [signatureKey]: floatSignature, value: bits.toString("hex") };
}

function encodeSigned(
  value: Secret | Unknown | Asset | Archive | ResourceReference,
  crypter: Cipher | undefined,
): Json {
  if (value instanceof Unknown) return unknownSentinel;
  if (value instanceof Secret) return encodeSecret(value, crypter);
  if (value instanceof Asset) return encodeStored(assetFields(value), crypter);
  if (value instanceof Archive) return encodeStored(archiveFields(value), crypter);
  return encodeReference(value);
}

function encodeSecret(secret: Secret, crypter: Cipher | undefined): Json {
  if (crypter === undefined)
    throw new EngineError("write state: it has secrets and no passphrase to encrypt them with");
  const plaintext = goJson(encodeValue(secret.value, nested), true);
  return { [signatureKey]: signatures.secret, ciphertext: crypter.encrypt(plaintext) };
}

function encodeReference({ urn, id, packageVersion }: ResourceReference): Json {
  const fields = { [signatureKey]: signatures.reference, urn, packageVersion };
  return id === undefined ? fields : { ...fields, id: id instanceof Unknown ? "" : id };
}

function decodeValue(value: Json | undefined, crypter: Cipher | undefined, at: string): PropertyValue {
  if (value === undefined) return null;
  if (typeof value === "string") return value === unknownSentinel ? unknown : value;
  if (isJsonList(value)) return value.map((item, index) => decodeValue(item, crypter, `${at}[${index}]`));
  return isJsonObject(value) ? decodeMap(decodeStored(value, crypter, at), crypter, at) : value;
}

function decodeMap(fields: PropertyMap, crypter: Cipher | undefined, at: string): PropertyValue {
  const storedDecoders = new Map<PropertyValue, SignedDecoder>([
    [signatures.secret, () => decodeSecret(fields, crypter, at)],
    [floatSignature, decodeFloat],
  ]);
  return valueFrom(fields, at, storedDecoders);
}

function decodeSecret({ plaintext, ciphertext }: PropertyMap, crypter: Cipher | undefined, at: string): Secret {
  if (typeof plaintext === "string" && ciphertext === undefined) return new Secret(parseSecret(plaintext, at));
  if (typeof ciphertext !== "string" || plaintext !== undefined) {
    throw malformed("secret", at, "it must have either a ciphertext or a plaintext");
  }
  if (crypter === undefined) throw malformed("secret", at, "the state names no secrets provider");
  return new Secret(parseSecret(decrypt(crypter, ciphertext, at), at));
}

function decrypt(crypter: Cipher, ciphertext: string, at: string): string {
  try {
    return crypter.decrypt(ciphertext);
  } catch (thrown) {
    throw EngineError.from(thrown, `read state at "${at}"`);
  }
}

/** The parser's own message would quote the secret. */
function parseSecret(text: string, at: string): PropertyValue {
  try {
    return decodeValue(JSON.parse(text) as Json, nested, at);
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    throw malformed("secret", at, "its plaintext is not JSON");
  }
}

function decodeFloat({ value }: PropertyMap, at: string): number {
  if (typeof value !== "string" || !/^[0-9a-f]{16}$/i.test(value)) {
    throw malformed("number", at, "its value is not 16 hex digits");
  }
  return Buffer.from(value, "hex").readDoubleBE();
}
