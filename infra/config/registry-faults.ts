import type { ConfigFault, StackConfig } from "./config-schema";
import { writtenField } from "./written-field";

interface InFile {
  /** Whether the key has a secure value at all. */
  readonly isSecure: boolean;
  /** The key as the stack's file has it, encrypted where it is secure. */
  readonly written: unknown;
}

/** A password in clear in the stack's file is in the repository soon. */
export function registryFaults(
  registries: StackConfig["registries"],
  { isSecure, written }: InFile,
): readonly ConfigFault[] {
  return Object.entries(registries)
    .filter(([, { password }]) => password !== undefined)
    .map(([host]) => host)
    .filter((host) => !isSecure || typeof writtenField(writtenField(written, host), "password") === "string")
    .map((host) => ({
      key: "registries",
      rule: `the password of ${host} must be secure: npx berth config set --secret --path 'registries["${host}"].password' VALUE`,
    }));
}
