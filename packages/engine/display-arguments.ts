import type { DisplayOptions } from "./report/display-options";

/** For parseArgs. The text always shows what changes in a resource, so `--diff` makes no difference to it. */
export const displayConfig = {
  "show-secrets": { type: "boolean", default: false },
  verbose: { type: "boolean", short: "v", default: false },
  "show-sames": { type: "boolean", default: false },
  "show-reads": { type: "boolean", default: false },
  "show-replacement-steps": { type: "boolean", default: false },
  "suppress-outputs": { type: "boolean", default: false },
  diff: { type: "boolean", default: false },
} as const;

/** Reads the values that parseArgs found. */
export function readDisplay(values: Readonly<Record<keyof typeof displayConfig, boolean>>): DisplayOptions {
  return {
    showSecrets: values["show-secrets"],
    verbose: values.verbose,
    showSames: values["show-sames"],
    showReads: values["show-reads"],
    showReplacementSteps: values["show-replacement-steps"],
    suppressOutputs: values["suppress-outputs"],
  };
}
