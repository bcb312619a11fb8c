import type { Json } from "./go-json";
import type { Project } from "./project";
import type { Crypter } from "./secrets";

/** Pulumi.<stack>.yaml. */
export interface StackConfigFile {
  readonly path: string;
  readonly encryptionSalt?: string;
  /** By full key "<namespace>:<name>", as the file has them: `{secure: <ciphertext>}` is a secret, wherever it stands. */
  readonly values: Readonly<Record<string, Json>>;
}

/** What the program gets. */
export interface ResolvedConfig {
  /** By full key "<namespace>:<name>"; secrets in clear, objects as JSON text. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** Reads the file; without one everything is empty. Throws one EngineError with all faults of form. */
export function readStackConfig(_project: Project, _stack: string): StackConfigFile {
  throw new Error("being written");
}

/** True when resolveConfig needs a crypter. */
export function hasSecureValues(_file: StackConfigFile): boolean {
  throw new Error("being written");
}

/** Defaults merged, types checked, secrets decrypted; throws one EngineError with all faults. */
export function resolveConfig(
  _project: Project,
  _file: StackConfigFile,
  _crypter: Crypter | undefined,
): ResolvedConfig {
  throw new Error("being written");
}

/** PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS for a program. */
export function configEnvironment(_config: ResolvedConfig): Readonly<Record<string, string>> {
  throw new Error("being written");
}

/** Writes `encryptionsalt`, keeping the file's comments and order. */
export function writeEncryptionSalt(_path: string, _salt: string): void {
  throw new Error("being written");
}

/** Writes one value, keeping the file's comments and order. */
export function writeConfigValue(
  _path: string,
  _key: string,
  _value: { readonly plain: string } | { readonly secure: string },
): void {
  throw new Error("being written");
}
