/** The two ways to run the same services. */
export const runtimeNames = ["containers", "vms"] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** One value of one measure, as one probe read it once. */
export interface Reading {
  readonly measure: string;
  readonly value: number;
  /** What the value is the sum of: by service, by phase. */
  readonly parts?: Readonly<Record<string, number>>;
  /** What was seen that the value counts. */
  readonly evidence?: readonly string[];
  /** The probe stopped at a cap of its own: the true value is this or more. */
  readonly isAtLeast?: boolean;
}

/** Why a probe has no value for a measure. */
export interface Refusal {
  readonly measure: string;
  readonly reason: string;
}

export type Result = Reading | Refusal;

export function isRefusal(result: Result): result is Refusal {
  return "reason" in result;
}
