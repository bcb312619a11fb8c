import { distance } from "fastest-levenshtein";

/** `: did you mean NAME?` for the known word that is closest to a misspelt one, or "" where none is close. */
export function suggestion(word: string, known: readonly string[]): string {
  const [best] = known.map((name) => ({ name, far: distance(word, name) })).sort((left, right) => left.far - right.far);
  if (best === undefined || best.far > Math.max(1, Math.ceil(best.name.length / 3))) return "";
  return `: did you mean ${best.name}?`;
}
