/** What a report shows besides the changes, by the CLI's options. */
export interface DisplayOptions {
  readonly showSecrets: boolean;
  readonly verbose: boolean;
  /** Resources that do not change. */
  readonly showSames: boolean;
  /** Resources that are only read. */
  readonly showReads: boolean;
  /** A preview shows both halves of a replacement. */
  readonly showReplacementSteps: boolean;
  /** Outputs of the stack are left out. */
  readonly suppressOutputs: boolean;
}

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
