import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Stack } from "./stack";

/** Passphrases of the same stack's name that other checkouts, or this one under another path, keep in this home folder. */
export function otherPassphrases({ privateFolder }: Pick<Stack, "privateFolder">): readonly string[] {
  const stack = basename(privateFolder);
  const all = dirname(dirname(privateFolder));
  if (!existsSync(all)) return [];
  const files = readdirSync(all).map((checkout) => join(all, checkout, stack, "passphrase"));
  return files.filter((file) => existsSync(file)).sort();
}

/** The message for a stack whose passphrase is not where this checkout looks for it: where it may be, and what to do. */
export function lostPassphrase(
  { name, privateFolder }: Pick<Stack, "name" | "privateFolder">,
  others: readonly string[],
): string {
  return [
    `Stack ${name} has a passphrase already (its salt is in Pulumi.${name}.yaml or in the folder state), which is not in ${privateFolder}. That folder belongs to the path of this checkout and to this user's home folder (XDG_STATE_HOME): the checkout was moved or copied, or another user runs this, as with sudo.`,
    ...(others.length > 0
      ? [`Passphrases of stacks with this name: ${others.join(", ")}`]
      : ["This home folder has no other passphrase of a stack with this name."]),
    "Run this as the user who made the stack, in the folder where it was made: its machine and disks belong to that folder as well.",
    `Where only the secrets are to be read, set PULUMI_CONFIG_PASSPHRASE_FILE to the stack's file. Where the stack is gone for good, remove encryptionsalt from Pulumi.${name}.yaml, and the folder state.`,
  ].join("\n");
}
