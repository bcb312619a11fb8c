import type { Result } from "../figures/reading";

/** Something of a service, and what it is known by. */
export interface Mark {
  readonly service: string;
  readonly kind: string;
  /** Hex SHA-256 of its first 48 bytes. */
  readonly hash: string;
  readonly path: string;
}

const kinds: Readonly<Record<string, string>> = {
  command: "its command line",
  environment: "its environment",
  memory: "the map of its memory",
  secret: "its secret",
  data: "its data",
  log: "its log",
};

/** Of marks.sh on one machine; throws with a line that is none of its. */
export function parseMarks(text: string): readonly Mark[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [, service = "", kind = "", hash = "", path = ""] =
        /^mark (\S+) (\S+) ([0-9a-f]{64}) (\/.*)$/.exec(line) ?? [];
      if (!(kind in kinds)) throw new Error(`not a mark: ${JSON.stringify(line)}`);
      return { service, kind, hash, path };
    });
}

/** Of read-marks.sh, given these marks: how many were read, and each with what came of it. Throws where not all were tried. */
export function neighbourResult(marks: readonly Mark[], text: string): Result {
  const lines = text.trim().split("\n");
  if (!lines.includes(`tried ${marks.length}`))
    throw new Error(`root inside did not try all of ${marks.length}: ${JSON.stringify(text)}`);
  const wasRead = (index: number) => lines.includes(`read ${index}`);
  return {
    measure: "neighbours",
    value: marks.filter((_, index) => wasRead(index)).length,
    evidence: marks.map(
      ({ service, kind }, index) => `${service}, ${kinds[kind] ?? kind}: ${wasRead(index) ? "read" : "not"}`,
    ),
  };
}
