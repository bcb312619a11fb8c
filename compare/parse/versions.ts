/** Of versions.sh on one machine; throws with a line that is none of its. */
export function parseVersions(text: string): Readonly<Record<string, string>> {
  const pairs = text
    .trim()
    .split("\n")
    .map((line) => {
      const [, name = "", version = ""] = /^([a-z]+) (\S+)$/.exec(line) ?? [];
      if (name === "") throw new Error(`not a version: ${JSON.stringify(line)}`);
      return [name, version] as const;
    });
  return Object.fromEntries(pairs);
}
