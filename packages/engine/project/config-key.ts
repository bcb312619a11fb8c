/** The full form "<namespace>:<name>" of a config key; undefined when it has none. */
export function configKey(project: string, key: string): string | undefined {
  const parts = key.split(":");
  if (parts.some((part) => part === "")) return undefined;
  if (parts.length === 1) return `${project}:${key}`;
  if (parts.length === 2) return key;
  return parts.length === 3 && parts[1] === "config" ? `${parts[0] ?? ""}:${parts[2] ?? ""}` : undefined;
}

/** True for a full key in the project's own namespace. */
export function isOwnKey(project: string, fullKey: string): boolean {
  return fullKey.startsWith(`${project}:`);
}
