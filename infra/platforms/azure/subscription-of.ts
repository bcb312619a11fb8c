/** "/subscriptions/…" of a resource's id. */
export function subscriptionOf(id: string): string {
  return id.split("/").slice(0, 3).join("/");
}
