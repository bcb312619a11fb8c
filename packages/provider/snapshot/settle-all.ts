/** Waits until all have ended, also where one rejects; rejects then with every reason. */
export async function settleAll(running: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(running);
  const reasons = ended.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
  if (reasons.length === 0) return;
  const texts = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  throw new AggregateError(reasons, texts.join("\n"));
}
