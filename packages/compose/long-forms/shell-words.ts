const BLANK = /\s/;
/** An operator of the shell ends the words: what is behind it is not read. */
const END = /[;&|<>]/;

/** The words of a command that is written as one text, as compose-go parts them; undefined when a quote is not closed. */
export function shellWords(line: string): readonly string[] | undefined {
  return new WordReader(line).read();
}

/** Every step takes a character or more; it returns false where something is not closed. */
class WordReader {
  private readonly words: string[] = [];
  private word = "";
  private begun = false;
  private quote: string | undefined;
  private at = 0;

  constructor(private readonly line: string) {}

  read(): readonly string[] | undefined {
    while (this.at < this.line.length && !this.isAtOperator()) if (!this.step()) return undefined;
    if (this.quote !== undefined) return undefined;
    const isDescriptor = this.line[this.at] === ">" && /^\d/.test(this.word);
    if (!isDescriptor) this.endWord();
    return this.words;
  }

  private isAtOperator(): boolean {
    return this.quote === undefined && END.test(this.line.charAt(this.at));
  }

  private step(): boolean {
    const character = this.line.charAt(this.at);
    if (character === "\\" && this.quote !== "'") return this.escaped();
    return this.quote === undefined ? this.bare(character) : this.quoted(character, this.quote);
  }

  private escaped(): boolean {
    this.at += 1;
    return this.at < this.line.length && this.add(this.line.charAt(this.at));
  }

  private quoted(character: string, quote: string): boolean {
    if (character !== quote) return this.add(character);
    this.quote = undefined;
    return this.add("", 1);
  }

  private bare(character: string): boolean {
    // `$(…)` stays one word, as it is written.
    if (character === "(") return this.word.endsWith("$") && this.upTo(")");
    if (character === "`") return this.upTo("`");
    if (character === ")") return false;
    if (character === "'" || character === '"') {
      this.quote = character;
      this.at += 1;
    } else if (BLANK.test(character)) {
      this.endWord();
      this.at += 1;
    } else return this.add(character);
    return true;
  }

  /** Takes what is there as it is written, to the next `close`. */
  private upTo(close: string): boolean {
    const end = this.line.indexOf(close, this.at + 1);
    return end >= 0 && this.add(this.line.slice(this.at, end + 1));
  }

  private add(text: string, taken = text.length): boolean {
    this.word += text;
    this.begun = true;
    this.at += taken;
    return true;
  }

  private endWord(): void {
    if (this.begun) this.words.push(this.word);
    this.word = "";
    this.begun = false;
  }
}
