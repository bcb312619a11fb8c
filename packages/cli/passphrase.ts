import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { lostPassphrase, otherPassphrases } from "./lost-passphrase";
import { hasEncryptionSalt, type Stack } from "./stack";
import { UsageError } from "./usage-error";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a process of this stack gets on top of the inherited environment. A passphrase that the user has set wins; a
 * local stack otherwise has a random one of its own, made at the first call and kept 0600 in its private folder. Throws
 * where the stack's file has the salt of a passphrase that is not in that folder: another one could not open the state.
 */
export function passphraseEnvironment(
  stack: Stack,
  environment: Environment,
  hasSalt = hasEncryptionSalt,
): Record<string, string> {
  const given = environment.PULUMI_CONFIG_PASSPHRASE ?? environment.PULUMI_CONFIG_PASSPHRASE_FILE;
  if (given !== undefined || !stack.local) return {};
  const file = passphraseFile(stack);
  if (!existsSync(file)) {
    if (hasSalt(stack.name)) throw new UsageError(lostPassphrase(stack, otherPassphrases(stack)));
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    chmodSync(dirname(file), 0o700);
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  return { PULUMI_CONFIG_PASSPHRASE_FILE: file };
}

/** The file with the generated passphrase of a local stack. */
export function passphraseFile(stack: Stack): string {
  return join(stack.privateFolder, "passphrase");
}
