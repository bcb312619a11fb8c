import { EngineError } from "@berth/model/engine-error";

/** Splits a text into words as a POSIX shell does, without expanding anything; throws an EngineError on an open quote. */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const word = /^(?:[^\s'"\\]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+/.exec(rest)?.[0];
    if (word === undefined || (word.length < rest.length && !/^\s/.test(rest.slice(word.length)))) {
      throw new EngineError(`split "${text}": a quote is not closed`);
    }
    words.push(unquote(word));
    rest = rest.slice(word.length).trimStart();
  }
  return words;
}

function unquote(word: string): string {
  return word.replace(/'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]/g, (quoted) => {
    if (quoted.startsWith("'")) return quoted.slice(1, -1);
    if (quoted.startsWith('"')) return quoted.slice(1, -1).replace(/\\(["\\$`])/g, "$1");
    return quoted.slice(1);
  });
}
