import { EngineError } from "@berth/model/engine-error";

/** The Pulumi whose behaviour this engine has; programs require a range of its versions. */
export const pulumiVersion = "3.260.0";

type Version = readonly [number, number, number];
type Test = (order: number) => boolean;

const tests: Readonly<Record<string, Test>> = {
  "": (order) => order === 0,
  "=": (order) => order === 0,
  "==": (order) => order === 0,
  "!": (order) => order !== 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
};

/** Throws an EngineError, in the CLI's words, when the range is malformed or does not hold this engine's version of Pulumi. */
export function throwIfUnsatisfied(range: string): void {
  if (range === "" || satisfies(pulumiVersion, range)) return;
  throw new EngineError(
    `Pulumi CLI version ${pulumiVersion} does not satisfy the version range ${JSON.stringify(range)}: the embedded engine does what that version does; use a pulumi CLI of that range`,
  );
}

/** Whether a version is in a range as Pulumi writes it: ">=3.1.0 <4.0.0 || 5.x". */
export function satisfies(version: string, range: string): boolean {
  const actual = parseVersion(version, range);
  return range.split("||").some((all) => {
    const comparators = all
      .replaceAll(/([<>=!])\s+/g, "$1")
      .trim()
      .split(/\s+/);
    return comparators.every((comparator) => holds(actual, comparator, range));
  });
}

function holds(actual: Version, comparator: string, range: string): boolean {
  const match = /^([<>=!]*)(\d+(?:\.(?:\d+|x)){0,2})$/.exec(comparator);
  const test = tests[match?.[1] ?? ""];
  const text = match?.[2];
  if (test === undefined || text === undefined) throw malformed(range);
  const known = text.split(".").filter((part) => part !== "x");
  if (known.length === 3) return test(compare(actual, parseVersion(text, range), 3));
  return test(compare(actual, parseVersion([...known, "0", "0"].slice(0, 3).join("."), range), known.length));
}

/** The order of two versions by their first `parts` numbers: what an "x" stands for does not count. */
function compare(left: Version, right: Version, parts: number): number {
  for (let index = 0; index < parts; index += 1) {
    const order = (left[index] ?? 0) - (right[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function parseVersion(text: string, range: string): Version {
  const [major, minor, patch] = text.split(".").map(Number);
  if (major === undefined || minor === undefined || patch === undefined) throw malformed(range);
  return [major, minor, patch];
}

function malformed(range: string): EngineError {
  return new EngineError(
    `parsing CLI version range ${JSON.stringify(range)}: it must be a range like ">=3.1.0 <4.0.0"`,
  );
}
