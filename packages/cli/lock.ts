import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imagePlatform } from "@berth/infra/image-platform";
import { LOCK_FILE, type LockedImages, lockText, parseLock } from "@berth/infra/lock-file";
import { parsePreview } from "@berth/review/preview";
import { composeFolder } from "./compose-paths";
import { draftConfig } from "./draft-config";
import { findWaiting, type Locked } from "./find-waiting";
import { type Found, lockedImages } from "./locked-images";
import type { CommandLine } from "./parse-command-line";
import { choosePreview, runPreview } from "./run-preview";
import { type Stack, stackConfig } from "./stack";
import { stackRegistries } from "./stack-registries";
import { UsageError } from "./usage-error";

/**
 * `berth lock [--update [REFERENCE...]]`: pins the registry images of the stack in berth.lock.json. With --update the registries are
 * queried for pinned ones too, all or those that are named. Exit code 1 when one can't be pinned.
 */
export async function lock(stack: Stack, { flags, positionals }: CommandLine): Promise<number> {
  if (positionals.length > 0 && !flags.has("update"))
    throw new UsageError(
      `lock pins every image. To look for a newer one: npx berth lock --update ${positionals.join(" ")}`,
    );
  const preview = await runPreview(stack, process.env, await choosePreview(stack, process.env));
  if (preview.error !== undefined) throw new UsageError(`The preview failed (${preview.origin}):\n${preview.error}`);
  const written = stackConfig(stack.name);
  const config = draftConfig(written);
  const path = join(composeFolder(written), LOCK_FILE);
  const before = existsSync(path) ? parseLock(readFileSync(path, "utf8")).images : {};
  const isUpdated = (reference: string) =>
    flags.has("update") && (positionals.length === 0 || positionals.includes(reference));
  const found = lockedImages(parsePreview(preview.text).steps, { before, own: imagePlatform(config), isUpdated });
  requireKnown(positionals, found);
  const needsRegistries = found.waiting.length > 0;
  const locked: Locked = needsRegistries
    ? await findWaiting(found, await stackRegistries(stack, written, config))
    : { images: found.images, faults: new Map() };
  if (Object.keys(locked.images).length > 0 || existsSync(path)) writeFileSync(path, lockText(locked.images));
  process.stdout.write(describeLock(before, locked));
  return locked.faults.size === 0 ? 0 : 1;
}

function requireKnown(references: readonly string[], { images, waiting }: Found): void {
  const known = [...Object.keys(images), ...waiting.map(({ reference }) => reference)];
  const unknown = references.filter((reference) => !known.includes(reference));
  if (unknown.length === 0) return;
  throw new UsageError(`The stack runs no image ${unknown.join(", ")}. Its images: ${known.join(", ") || "none"}.`);
}

/** A line for each image: what is pinned now, and what can't be. */
export function describeLock(before: LockedImages, { images, faults }: Locked): string {
  const pinned = Object.entries(images).map(([reference, { digest }]) => {
    const old = Object.hasOwn(before, reference) ? before[reference]?.digest : undefined;
    return old === undefined || old === digest ? `${reference} ${digest}` : `${reference} ${old} → ${digest}`;
  });
  if (pinned.length + faults.size === 0) return "The stack runs no image of a registry.\n";
  const not = [...faults].map(([reference, fault]) => `${reference} is not pinned: ${fault}`);
  return [...pinned, ...not].map((line) => `${line}\n`).join("");
}
