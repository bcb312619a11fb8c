const BLANK = /\s/;
/** An operator of the shell ends the words: what is behind it is not read. */
const END = /[;&|<>]/;

/** The words of a command that is written as one text, as compose-go parts them; undefined when a quote is not closed. */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word = "";
  let begun = false;
  let quote: string | undefined;
  const characters = [...line];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "\\" && quote !== "'") {
      const next = characters[++at];
      if (next === undefined) return undefined;
      [word, begun] = [word + next, true];
    } else if (quote !== undefined && character !== quote) {
      [word, begun] = [word + character, true];
    } else if (character === "'" || character === '"') {
      if (quote !== undefined) begun = true;
      quote = quote === undefined ? character : undefined;
    } else if (character === "(") {
      const inner = substitutionAt(characters, at, word);
      if (inner === undefined) return undefined;
      [word, begun, at] = [word + inner, true, at + inner.length - 1];
    } else if (character === "`") {
      const end = characters.indexOf("`", at + 1);
      if (end < 0) return undefined;
      [word, begun, at] = [word + characters.slice(at, end + 1).join(""), true, end];
    } else if (character === ")") {
      return undefined;
    } else if (BLANK.test(character)) {
      if (begun) words.push(word);
      [word, begun] = ["", false];
    } else if (END.test(character)) {
      const isDescriptor = character === ">" && /^\d/.test(word);
      return begun && !isDescriptor ? [...words, word] : words;
    } else [word, begun] = [word + character, true];
  }
  if (quote !== undefined) return undefined;
  return begun ? [...words, word] : words;
}

/** `$(…)` stays one word, as it is written. */
function substitutionAt(characters: readonly string[], open: number, before: string): string | undefined {
  const close = characters.indexOf(")", open);
  return before.endsWith("$") && close > 0 ? characters.slice(open, close + 1).join("") : undefined;
}
