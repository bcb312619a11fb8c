/** In the order of `names`; the compose file's checks have made sure that all are there. */
export function pick<T>(from: ReadonlyMap<string, T>, names: readonly string[]): T[] {
  return names.map((name) => only(from, name));
}

export function only<T>(from: ReadonlyMap<string, T>, name: string): T {
  const found = from.get(name);
  if (found === undefined) throw new Error(`the compose model refers to ${name}, which it does not have`);
  return found;
}
