/** What the name of a container may begin with: the daemon wants a letter or a digit first. */
export function dockerName(service: string): string {
  return service.replace(/^[^a-zA-Z0-9]+/, "") || "service";
}
