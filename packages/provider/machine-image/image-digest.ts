import { createHash } from "node:crypto";
import type { ImageInputs } from "@berth/resources/local-types";
/** Hex SHA-256 of all that an image is made from: the inputs (order of packages and files left out) and the builder. */
export function imageDigest(inputs: ImageInputs, builder: Readonly<Record<string, string>>): string {
  const content = [
    inputs.release,
    [...new Set(inputs.packages)].sort(),
    sorted(inputs.files),
    inputs.script,
    inputs.sizeGiB,
    sorted(builder),
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function sorted(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
