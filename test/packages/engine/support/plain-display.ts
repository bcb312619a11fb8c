import type { DisplayOptions } from "../../../../packages/engine/report/display-options";

/** A report without any option. */
export const plainDisplay: DisplayOptions = {
  showSecrets: false,
  verbose: false,
  showSames: false,
  showReads: false,
  showReplacementSteps: false,
  suppressOutputs: false,
};
