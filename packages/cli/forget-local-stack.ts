import { readdir, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { removeEncryptionSalt } from "@berth/engine/stack-config";
import { passphraseFile } from "./passphrase";
import type { Stack } from "./stack";

/**
 * Removes the private folder of a local stack that has no resources any more. The passphrase goes with it, and so does the
 * salt in the stack's file, which fits only that passphrase; both stay where secrets in the file are encrypted with them.
 */
export async function forgetLocalStack(stack: Stack, folder: string): Promise<void> {
  if (removeEncryptionSalt(join(folder, `Pulumi.${stack.name}.yaml`))) {
    await rm(stack.privateFolder, { recursive: true, force: true });
    const checkout = dirname(stack.privateFolder);
    if ((await readdir(checkout)).length === 0) await rmdir(checkout);
    return;
  }
  const kept = basename(passphraseFile(stack));
  for (const name of await readdir(stack.privateFolder))
    if (name !== kept) await rm(join(stack.privateFolder, name), { recursive: true, force: true });
}
