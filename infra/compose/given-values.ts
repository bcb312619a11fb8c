const REFERENCE = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([^{}]*))?)/g;
const FIRST_PORT = 30_000;

/**
 * A value for each variable that a compose file leaves to its user, chosen by where it is used: a port, a folder, an
 * address, a number, else a word. Of one with a default somewhere it is that.
 */
export function givenValues(text: string): Readonly<Record<string, string>> {
  const uses = new Map<string, string[]>();
  const defaults = new Map<string, string>();
  for (const line of text.replaceAll("$$", "").split("\n")) {
    for (const [, bare, braced, operator = "", rest = ""] of line.matchAll(REFERENCE)) {
      const name = bare ?? braced ?? "";
      if (operator.includes("-")) defaults.set(name, rest);
      else if (!operator.includes("+")) uses.set(name, [...(uses.get(name) ?? []), line.trim()]);
    }
  }
  const values = [...uses].map(([name, lines], index): [string, string] => {
    const byDefault = defaults.get(name) ?? "";
    return [name, byDefault === "" || byDefault.includes("$") ? valueFor(name, lines, FIRST_PORT + index) : byDefault];
  });
  return Object.fromEntries([...secretNames(text).map((name) => [name, "given"] as const), ...values]);
}

/** The variables that secrets take their texts from. */
function secretNames(text: string): readonly string[] {
  const named = [...text.matchAll(/^ +environment: *["']?(\w+)["']? *$/gm)].map(([, name = ""]) => name);
  const external = [...text.matchAll(/^ +([\w.-]+): *\n +external: *true/gm)].map(([, name = ""]) => name);
  return [...named, ...external.map((name) => name.replace(/\W/g, "_"))];
}

function valueFor(name: string, lines: readonly string[], port: number): string {
  const reference = `\\$\\{?${name}(?::?\\?[^}]*)?\\}?`;
  const used = (pattern: string): boolean =>
    lines.some((line) => new RegExp(pattern.replace("%", reference)).test(line));
  if (used(`^- ["']?%[^:]*:/`) || used(`^(source|device): ["']?%`)) return "./given";
  if (/PORT/i.test(name) || used(`^- ["']?([\\d.]+:)?%:\\d+`) || used(`^- ["']?\\d+:%["']?$`)) return String(port);
  if (/(^|_)IP(V4)?($|_)/i.test(name)) return `10.21.0.${(port % 200) + 10}`;
  if (/(UID|GID|USER_ID|GROUP_ID|COUNT|REPLICAS|WORKERS|LIMIT|SIZE)$/i.test(name)) return "1000";
  if (/(ENABLED?|DISABLED?|DEBUG)$/i.test(name) || used("^(read_only|privileged|init|tty|external|disable): *[\"']?%"))
    return "true";
  return "given";
}
