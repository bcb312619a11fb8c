/** The ed25519 host key that cloud-init printed last between its markers on a console, one line; undefined: none yet. */
export function hostKeyOnConsole(console: string): string | undefined {
  const blocks = [...console.matchAll(/BEGIN SSH HOST KEY KEYS-----([\s\S]*?)-----END SSH HOST KEY KEYS/g)];
  const printed = blocks.at(-1)?.[1] ?? "";
  // A kernel message or a log prefix can stand before the key on its line.
  const [, key] = /(ssh-ed25519 [A-Za-z0-9+/]{68})(?![A-Za-z0-9+/=])/.exec(printed) ?? [];
  return key;
}
