import { signatureKey, signatures } from "@berth/model/signatures";
import { isJsonList, isJsonMap, type Json } from "./json";

/** How Pulumi shows a secret. */
export const secretText = "[secret]";

const secretName = /(password|passwd|passphrase|secret|token|private_?key|api_?key|access_?key)$/i;
/** What gives the place of a secret, or one that AWS holds for its own use, is none. */
const harmlessName = /(_file|file|path|name|arn|id|version)$/i;

/** What is a secret wherever it stands. */
const secretShapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[opsu]_[A-Za-z0-9]{30,}\b/g,
  /\bglpat-[\w-]{20,}\b/g,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g,
];

/**
 * The value with every secret as "[secret]": what Pulumi marks, what stands under a secret's name (a preview made with
 * --show-secrets marks nothing), and what has the shape of a key.
 */
export function maskSecrets(value: Json, name = ""): Json {
  if (isJsonList(value)) return value.map((item) => maskSecrets(item, name));
  if (isJsonMap(value)) {
    if (value[signatureKey] === signatures.secret) return secretText;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskSecrets(item, key)]));
  }
  if (typeof value !== "string") return value;
  return isSecretName(name) && value !== "" ? secretText : maskText(value);
}

/** A text without what looks like a secret: keys, and values behind a secret's name as in an environment or a YAML file. */
export function maskText(text: string): string {
  const masked = secretShapes.reduce((rest, shape) => rest.replace(shape, secretText), text);
  return masked.replace(
    /^([ \t]*(?:export +|- +)?["']?([A-Za-z_][\w-]*)["']?[ \t]*[:=][ \t]*)([^\s\n][^\n]*)$/gm,
    (line: string, ...[head = "", name = "", rest = ""]: string[]) =>
      isSecretName(name) && !/^[[{|>$]/.test(rest) ? `${head}${secretText}` : line,
  );
}

function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name);
}
