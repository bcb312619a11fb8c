/** A value of the configuration that is not as it must be. */
export interface ConfigFault {
  readonly key: string;
  readonly rule: string;
  /** The text in the file. */
  readonly value?: string | undefined;
}
