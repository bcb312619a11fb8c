/** The kernel takes 64 characters, and DNS 63 for a label. */
const LONGEST = 63;

/** The host name for a container of that name. */
export function hostnameOf(name: string): string {
  return name.slice(0, LONGEST);
}
