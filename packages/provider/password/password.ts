import { randomInt } from "node:crypto";
import type { PasswordInputs } from "@berth/resources/local-types";
import { integer } from "../fields";
import type { ResourceKind } from "../resource-kind";

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Lives in the state alone. 16 characters are 95 bits: less is refused. */
export const password: ResourceKind<PasswordInputs, { readonly result: string }> = {
  fields: { length: integer(16, 1024) },
  replaceKeys: ["length"],
  create: (operation, { length }) => Promise.resolve({ id: operation.name, outputs: { result: newPassword(length) } }),
  delete: () => Promise.resolve(),
};

/** Each character from A–Z a–z 0–9 with the same chance (randomInt has no modulo bias). */
export function newPassword(length: number): string {
  return Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join("");
}
