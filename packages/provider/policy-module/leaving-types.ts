/**
 * The CIL with the lines that `before` has about types which the CIL no longer declares. A container whose service has left runs
 * until the end of an update; without its type it is denied everything, so that a database could not even stop in order.
 */
export function withLeavingTypes(cil: string, before: string): string {
  const declared = new Set(typesOf(cil));
  const leaving = typesOf(before).filter((type) => !declared.has(type));
  if (leaving.length === 0) return cil;
  const names = new Set(leaving);
  const kept = before.split("\n").filter((line) => (line.match(/\w+/g) ?? []).some((word) => names.has(word)));
  return `${cil}${kept.join("\n")}\n`;
}

function typesOf(cil: string): readonly string[] {
  return [...cil.matchAll(/^\(type (\w+)\)$/gm)].map(([, type = ""]) => type);
}
