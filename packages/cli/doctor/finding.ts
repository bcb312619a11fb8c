/** One thing that a stack needs, and whether it is so. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do, when not ok. */
  readonly fix?: string;
}
