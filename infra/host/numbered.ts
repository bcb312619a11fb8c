/** Name of the thing that belongs to a host: plain for the first, "name-2" for the second, so that more hosts rename nothing. */
export function numbered(name: string, host: number): string {
  return host === 1 ? name : `${name}-${host}`;
}
