import { scryptSync } from "node:crypto";
import { canonicalJson } from "./spec-hash";

/** As `specHash`, for data that may have a password in it: too slow to find the password by trying what others choose. */
export function guardedHash(spec: unknown, salt: string): string {
  return scryptSync(canonicalJson(spec), salt, 4).toString("hex");
}
