import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Password } from "@berth/resources/resources";
import { present } from "./compose/present";
import type { ComposeModel, SecretModel } from "./compose/service-model";
import { resolvedText, type SecureVariables } from "./runtimes/resolved-text";

type Secrets = ReadonlyMap<string, pulumi.Output<string>>;

interface SecretSources {
  /** Absolute, of the compose file. */
  readonly folder: string;
  readonly secureVariables: SecureVariables;
}

/**
 * The secrets of the compose file, the same on all hosts that use them: a password is made, a text comes from variables or
 * a file of this computer. A file that no service uses is not looked for. Throws one error with all that are missing.
 */
export function stackSecrets(
  prefix: string,
  { secrets, services }: ComposeModel,
  { folder, secureVariables }: SecretSources,
): Secrets {
  const faults: string[] = [];
  const isUsed = ({ name, length }: SecretModel) =>
    length !== undefined || services.some((service) => service.secrets.includes(name));
  const used = secrets.filter(isUsed);
  const found = used.map(({ name, length, file, text: given }) => {
    if (length !== undefined) return [name, () => new Password(`${prefix}-${name}`, { length }).result] as const;
    if (given !== undefined) return [name, () => resolvedText(given, secureVariables)] as const;
    const text = readSecret(name, resolve(folder, present(file, `file of secret ${name}`)), faults);
    return [name, () => pulumi.secret(text)] as const;
  });
  if (faults.length > 0) throw new pulumi.RunError(faults.join("\n"));
  return new Map(found.map(([name, value]) => [name, value()]));
}

function readSecret(name: string, path: string, faults: string[]): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    faults.push(`secret ${name} needs a file, which is not there: ${path}`);
    return "";
  }
  const bytes = readFileSync(path);
  if (bytes.length === 0) faults.push(`secret ${name} is empty: ${path}`);
  if (!isUtf8(bytes)) faults.push(`secret ${name} is not a text in UTF-8: ${path}`);
  return bytes.toString("utf8");
}
