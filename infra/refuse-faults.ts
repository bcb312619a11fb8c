import * as pulumi from "@pulumi/pulumi";
import { type ConfigFault, describeFaults } from "./config/config-schema";

/** Throws one error with all faults, which ends the program without a stack trace; does nothing without any. */
export function refuseFaults(faults: readonly ConfigFault[]): void {
  if (faults.length > 0) throw new pulumi.RunError(describeFaults(faults).join("\n"));
}
