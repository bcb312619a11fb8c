import { isNode, LineCounter, parseDocument } from "yaml";
import { type Fault, type Path, Place } from "./fault";
import { interpolate } from "./interpolate";

const MAX_BYTES = 256 * 1024;
/** How often an anchor may be repeated: enough for shared blocks, too few for a bomb. */
const MAX_ALIASES = 50;

/** The file as plain data with its variables filled in, and what was wrong with its text. */
export interface LoadedCompose {
  readonly tree: unknown;
  readonly faults: Fault[];
  /** Line of a place in the file, from 1; that of the nearest place around it where it is missing. */
  readonly lineOf: (path: Path) => number | undefined;
}

/** Reads YAML 1.2 (core schema, unique keys, few aliases) and interpolates; `tree` is undefined when it can't be read. */
export function loadCompose(text: string, variables: Readonly<Record<string, string>>): LoadedCompose {
  const broken = faultOfText(text);
  if (broken !== undefined) return { tree: undefined, faults: [{ path: [], rule: broken }], lineOf: () => undefined };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, strict: true });
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };
  const faults: Fault[] = [...document.errors, ...document.warnings].map((error) => ({
    path: [],
    rule: error.message.replace(/\.?\s*$/, ""),
    line: lines.linePos(error.pos[0]).line,
  }));
  if (faults.length > 0) return { tree: undefined, faults, lineOf };
  try {
    return {
      tree: interpolate(document.toJS({ maxAliasCount: MAX_ALIASES }), variables, new Place([], faults)),
      faults,
      lineOf,
    };
  } catch (error) {
    faults.push({ path: [], rule: error instanceof Error ? error.message : String(error) });
    return { tree: undefined, faults, lineOf };
  }
}

function faultOfText(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES) return `must be at most ${MAX_BYTES / 1024} KiB`;
  if (text.startsWith("\uFEFF")) return "must not begin with a byte order mark: save it as UTF-8 without BOM";
  if (text.includes("\u0000")) return "must be text, it holds a zero byte";
  return undefined;
}
