/** URNs as the command line names them: literal ones, and patterns in which "*" stops at ":" and "**" does not. */
export class UrnPatterns {
  readonly literals: readonly string[];
  private readonly patterns: readonly RegExp[];

  constructor(private readonly texts: readonly string[]) {
    this.literals = texts.filter((text) => !text.includes("*"));
    this.patterns = texts.filter((text) => text.includes("*")).map(patternOf);
  }

  get isEmpty(): boolean {
    return this.texts.length === 0;
  }

  matches(urn: string): boolean {
    return this.literals.includes(urn) || this.patterns.some((pattern) => pattern.test(urn));
  }
}

function patternOf(glob: string): RegExp {
  const parts = glob.split("**").map((part) => part.split("*").map(escaped).join("[^:]*"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
