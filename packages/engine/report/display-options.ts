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
