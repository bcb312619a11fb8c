import type { ConfigFault, StackConfig } from "./config-schema";
import { writtenField } from "./written-field";

type Keys = Pick<StackConfig, "backupRepository" | "backupPassword" | "backupEnvironment">;

interface InFile {
  readonly isSecure: (key: "backupPassword" | "backupEnvironment") => boolean;
  /** `backupEnvironment` as the stack's file has it, encrypted where it is secure. */
  readonly written: unknown;
}

/**
 * A password of Berth's own making would be lost with the state, and every backup with it, so it is given. What is in clear in the
 * stack's file is in the repository of the code soon.
 */
export function backupFaults(
  { backupRepository, backupPassword, backupEnvironment }: Keys,
  { isSecure, written }: InFile,
): readonly ConfigFault[] {
  const set = "npx berth config set --secret";
  const faults: ConfigFault[] = [];
  if (backupRepository !== "" && backupPassword === "")
    faults.push({ key: "backupPassword", rule: `is missing, it encrypts ${backupRepository}: ${set} backupPassword` });
  if (backupPassword !== "" && !isSecure("backupPassword"))
    faults.push({ key: "backupPassword", rule: `must be secure: ${set} backupPassword` });
  const inClear = Object.keys(backupEnvironment).filter(
    (name) => !isSecure("backupEnvironment") || typeof writtenField(written, name) === "string",
  );
  return [
    ...faults,
    ...inClear.map((name) => ({
      key: "backupEnvironment",
      rule: `${name} must be secure: ${set} --path backupEnvironment.${name}`,
    })),
  ];
}
