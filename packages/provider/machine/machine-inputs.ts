import { createHash } from "node:crypto";
import type { MachineInputs } from "@berth/resources/local-types";

export type { MachineInputs } from "@berth/resources/local-types";

/** What a machine boots from. */
export type BootImage = MachineInputs["image"];

/** Whether firmware and boot loader start the image's kernel, not QEMU. */
export function bootsItself({ kernel }: BootImage): boolean {
  return kernel === undefined;
}

/** Hex SHA-256 of all that a running machine was started with: the same means that it can be adopted as it is. */
export function machineDigest(inputs: MachineInputs): string {
  return createHash("sha256").update(canonical(inputs)).digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
