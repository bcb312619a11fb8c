/** A registry's name is at most 50 letters and digits, and the plugin adds 8. */
const longestName = 42;

/** The name for a registry that belongs to something of that name: what Azure does not take is left out. */
export function registryName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .slice(0, longestName);
}
