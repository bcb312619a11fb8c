import type { DiffResult } from "./provider";

/** Nothing differs; the start of every other answer too. */
export const noDiff: DiffResult = {
  changes: "none",
  replaceKeys: [],
  changedKeys: [],
  stableKeys: [],
  deleteBeforeReplace: false,
};
