import { posix } from "node:path";
import { EngineError } from "@berth/model/engine-error";

interface Pattern {
  readonly text: string;
  readonly isException: boolean;
  readonly matches: (path: string) => boolean;
}

/** Per pattern, whether it matched a folder: what is below it is matched too. */
export type MatchInfo = readonly boolean[];

/** The patterns of a .dockerignore file, cleaned; comments and empty lines are left out. */
export function parseIgnoreFile(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  return lines
    .filter((line) => !line.startsWith("#") && line.trim() !== "")
    .map((line) => {
      const trimmed = line.trim();
      const isException = trimmed.startsWith("!");
      const pattern = isException ? trimmed.slice(1).trim() : trimmed;
      return (isException ? "!" : "") + cleanPattern(pattern);
    });
}

/** Decides as the Docker builder does which paths of a build context are left out; the last matching pattern wins. */
export class IgnorePatterns {
  private readonly patterns: readonly Pattern[];

  constructor(patterns: readonly string[]) {
    this.patterns = patterns.map(parsePattern);
  }

  /** `parent`: the info of the path's folder, none for the top. */
  match(path: string, parent: MatchInfo): { readonly isIgnored: boolean; readonly info: MatchInfo } {
    let isIgnored = false;
    const info = this.patterns.map((pattern, index) => {
      const isRelevant = pattern.isException === isIgnored;
      const matched = parent[index] === true || (isRelevant && pattern.matches(path));
      if (matched) isIgnored = !pattern.isException;
      return matched;
    });
    return { isIgnored, info };
  }

  /** The same for a path on its own. */
  isIgnored(path: string): boolean {
    const parts = path.split("/");
    let info: MatchInfo = [];
    let isIgnored = false;
    for (let depth = 1; depth <= parts.length; depth += 1) {
      ({ isIgnored, info } = this.match(parts.slice(0, depth).join("/"), info));
    }
    return isIgnored;
  }

  /** True when something below an ignored folder may still be wanted. */
  get hasExceptions(): boolean {
    return this.patterns.some(({ isException }) => isException);
  }
}

function cleanPattern(pattern: string): string {
  if (pattern === "") return "";
  const clean = posix.normalize(pattern);
  const open = clean.length > 1 ? clean.replace(/\/$/, "") : clean;
  return open.length > 1 && open.startsWith("/") ? open.slice(1) : open;
}

function parsePattern(text: string): Pattern {
  const isException = text.startsWith("!");
  const pattern = cleanPattern(isException ? text.slice(1) : text);
  if (pattern === "")
    throw new EngineError(`read .dockerignore: "${text}" excludes nothing; write a path after the "!"`);
  return { text, isException, matches: compile(pattern, text) };
}

/** Plain paths, a leading and a trailing "**" are compared as text, as the builder does; the rest is a regular expression. */
function compile(pattern: string, text: string): Pattern["matches"] {
  const { kind, source } = translate(pattern);
  if (kind === "exact") return (path) => path === pattern;
  if (kind === "prefix") return (path) => path.startsWith(pattern.slice(0, -2));
  if (kind === "suffix") {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith("/") && path === suffix.slice(1));
  }
  try {
    const expression = new RegExp(`^${source}$`);
    return (path) => expression.test(path);
  } catch (cause) {
    throw new EngineError(`read .dockerignore: "${text}" is not a pattern`, { cause });
  }
}

type Kind = "exact" | "prefix" | "suffix" | "expression";

function translate(pattern: string): { readonly kind: Kind; readonly source: string } {
  let kind: Kind = "exact";
  let source = "";
  const tokens = pattern.match(/\*\*\/?|\*|\?|\\.?|[^]/gu) ?? [];
  tokens.forEach((token, index) => {
    const isLast = index === tokens.length - 1;
    if (token.startsWith("**")) {
      kind = isLast && kind === "exact" ? "prefix" : "expression";
      source += isLast ? ".*" : "(.*/)?";
      if (index === 0) kind = "suffix";
      return;
    }
    const [piece, isPlain] = translateToken(token);
    source += piece;
    if (!isPlain) kind = "expression";
  });
  return { kind, source };
}

function translateToken(token: string): readonly [string, boolean] {
  if (token === "*") return ["[^/]*", false];
  if (token === "?") return ["[^/]", false];
  if (token === "[" || token === "]") return [token, false];
  if (token.startsWith("\\")) return [token === "\\" ? "\\\\" : token.replace(/^\\([A-Za-z0-9])$/, "$1"), false];
  return [/[.+()|{}$^]/.test(token) && token !== "^" ? `\\${token}` : token, true];
}
