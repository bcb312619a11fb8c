/** Why a signal was aborted, as words. */
export function abortReason(signal: AbortSignal): string {
  if (!(signal.reason instanceof Error)) return "cancelled";
  return signal.reason.name === "TimeoutError" ? "the time limit of the operation is over" : signal.reason.message;
}
