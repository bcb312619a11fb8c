import { posix } from "node:path";
import { isText, literalMap, type Node, type Scalar, scalarNode, withEntries } from "../node";
import type { Place } from "../place";

const PROPAGATION = new Set(["rprivate", "private", "rshared", "shared", "rslave", "slave"]);
const SELINUX = new Set(["z", "Z"]);

/** A short mount as a mapping: `volume:/path`, `./host/path:/path:ro`, or `/path` alone. */
export function longVolume(node: Node, at: Place): Node {
  if (node.kind === "map") {
    const target = node.entries.get("target");
    return isText(target) ? withEntries(node, { target: scalarNode(cleanPath(target.value), target.origin) }) : node;
  }
  if (!isText(node)) return node;
  const parsed = parseVolume(node.value);
  if (typeof parsed === "string") {
    at.fault(parsed, node);
    return literalMap({ type: "volume", target: "/" }, node.origin);
  }
  const { source, target, options } = parsed;
  const { bind, volume, ...more } = optionsOf(options);
  const kind: Readonly<Record<string, Node | Scalar>> = isHostPath(source)
    ? { type: "bind", bind: literalMap({ ...bind, create_host_path: true }, node.origin) }
    : { type: "volume", volume: literalMap(volume, node.origin) };
  return literalMap(
    { ...kind, ...(source === undefined ? {} : { source }), target: cleanPath(target), ...more },
    node.origin,
  );
}

/** Without `.`, `..` and slashes that lead nowhere. */
export function cleanPath(path: string): string {
  return posix.normalize(path).replace(/(.)\/+$/, "$1");
}

interface ShortVolume {
  readonly source: string | undefined;
  readonly target: string;
  readonly options: readonly string[];
}

function parseVolume(text: string): ShortVolume | string {
  const parts = partsOf(text);
  if (parts.some((part) => part === "")) return "must not have an empty part between colons";
  const [first = "", target, options, ...more] = parts;
  if (more.length > 0) return 'must have at most three parts: "source:/path:options"';
  if (target === undefined) return { source: undefined, target: first, options: [] };
  return { source: first, target, options: options?.split(",") ?? [] };
}

/** A letter before a colon is a drive of Windows. */
function partsOf(text: string): readonly string[] {
  return text.length < 3 ? [text] : text.split(/(?<!(?:^|:)[A-Za-z]):/);
}

function optionsOf(options: readonly string[]) {
  const bind: Record<string, Scalar> = {};
  const volume: Record<string, Scalar> = {};
  const more: Record<string, Scalar> = {};
  for (const option of options) {
    if (option === "ro") more["read_only"] = true;
    else if (option === "rw") delete more["read_only"];
    else if (option === "nocopy") volume["nocopy"] = true;
    else if (PROPAGATION.has(option)) bind["propagation"] = option;
    else if (SELINUX.has(option)) bind["selinux"] = option;
  }
  return { bind, volume, ...more };
}

function isHostPath(source: string | undefined): boolean {
  return source !== undefined && (/^[./~]|^\\\\/.test(source) || /^[A-Za-z]:/.test(source));
}
