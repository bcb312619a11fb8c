/** The mode that a packed file gets, whatever umask the checkout was made with: as in git, only the owner's execute bit counts. */
export function plainMode(mode: number): 0o755 | 0o644 {
  return (mode & 0o100) === 0 ? 0o644 : 0o755;
}

/**
 * The mode of a file where the builder packs the bits of the disk. Files that everyone may read and run as their owner may
 * count as plain, so that checkouts with umask 002 and 022 are alike; any other bits count as they are.
 */
export function packedMode(mode: number): number {
  const [owner, group, others] = [mode >> 6, mode >> 3, mode].map((bits) => bits & 0o5);
  const isPlain = owner === group && owner === others && (mode & 0o7000) === 0 && (mode & 0o400) !== 0;
  return isPlain ? plainMode(mode) : mode & 0o7777;
}
