/** Whether a path of a build context (slashes, no leading one) is left out of it. */
export type Ignore = (path: string) => boolean;

/** Reads a .dockerignore: the last pattern that matches a path or a folder above it decides, `!` takes back in. */
export function parseDockerignore(text: string): Ignore {
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keeps: line.startsWith("!"), pattern: toRegExp(line.replace(/^!\s*/, "")) }));
  return (path) => rules.reduce((ignored, { keeps, pattern }) => (pattern.test(path) ? !keeps : ignored), false);
}

function toRegExp(pattern: string): RegExp {
  const clean = pattern.replace(/^\.?\/+/, "").replace(/\/+$/, "");
  const source = clean.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]+\]|\\.|[^*?[\\]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.length > 1 && token.startsWith("[")) return token;
    return token.replace(/^\\/, "").replace(/[.+^${}()|\\/[\]]/g, "\\$&");
  });
  return new RegExp(`^${source}(?:/.*)?$`);
}
