import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node as Yaml } from "yaml";
import { parseAllDocuments, Scalar } from "yaml";
import type { Fault, Origin } from "../fault";
import { listNode, mapNode, type Node, type ScalarNode } from "../node";
import { mergeKeys } from "./merge-keys";
import { plainScalar } from "./plain-scalar";

const MAX_BYTES = 1024 * 1024;
/** After anchors have been repeated: enough for any real file, too few for a bomb. */
const MAX_NODES = 100_000;
const MAX_DEPTH = 64;
const TAGS: Readonly<Record<string, "reset" | "override">> = { "!reset": "reset", "!override": "override" };

export interface ReadYaml {
  /** One for each `---` part; none when the text can't be read. */
  readonly documents: readonly Node[];
  readonly faults: readonly Fault[];
}

/** Reads YAML as compose-go does: anchors, merge keys, unique text keys, numbers as Go takes them; with limits against bombs. */
export function readYaml(text: string, file: string): ReadYaml {
  const broken = faultOfText(text);
  if (broken !== undefined) return { documents: [], faults: [{ path: [], rule: broken, origin: { file, line: 1 } }] };
  const lines = new LineCounter();
  const originAt = (offset: number): Origin => ({ file, line: Math.max(1, lines.linePos(offset).line) });
  try {
    const parsed = parseAllDocuments(text.replace(/^\uFEFF/, ""), {
      lineCounter: lines,
      schema: "failsafe",
      prettyErrors: false,
      logLevel: "silent",
    });
    const documents = Array.isArray(parsed) ? (parsed as Document[]) : [];
    const errors = documents.flatMap((document) => document.errors);
    if (errors.some(({ message }) => message.includes("call stack"))) throw new TooMuch("is nested too deeply", 1);
    const faults = errors.map(({ message, pos }) => ({
      path: [],
      rule: message.replace(/\.?\s*$/, ""),
      origin: originAt(pos[0]),
    }));
    if (faults.length > 0) return { documents: [], faults };
    const converter = new Converter(originAt);
    return { documents: documents.map((document) => converter.document(document)), faults: converter.faults };
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return { documents: [], faults: [{ path: [], rule: error.message, origin: { file, line: error.line } }] };
  }
}

function faultOfText(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES) return `must be at most ${MAX_BYTES / 1024} KiB`;
  return text.includes("\u0000") ? "must be text, it holds a zero byte" : undefined;
}

/** A text that is over a limit; it is not read further. */
class TooMuch extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** The parser's own nodes as ours, in the order of the text, so that an alias is the last anchor before it. */
class Converter {
  readonly faults: Fault[] = [];
  private readonly sizes = new Map<Node, number>();
  private anchors = new Map<string, Node>();
  private count = 0;

  constructor(private readonly originAt: (offset: number) => Origin) {}

  document({ contents, range }: Document): Node {
    this.anchors = new Map();
    this.count = 0;
    if (contents === null) return { kind: "scalar", value: null, text: "", origin: this.originAt(range?.[0] ?? 0) };
    return this.node(contents, this.originAt(contents.range?.[0] ?? 0), 0);
  }

  private node(yaml: Yaml, origin: Origin, depth: number): Node {
    if (depth > MAX_DEPTH) throw new TooMuch("is nested too deeply", origin.line);
    if (isAlias(yaml)) return this.alias(yaml, origin);
    const before = this.count;
    this.add(1, origin);
    const plain = this.content(yaml, origin, depth);
    const tag = this.tagOf(yaml, origin);
    const node = tag === undefined ? plain : { ...plain, tag };
    this.sizes.set(node, this.count - before);
    const anchor = "anchor" in yaml ? yaml.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  private content(yaml: Yaml, origin: Origin, depth: number): Node {
    if (isScalar(yaml)) return this.scalar(yaml, origin);
    if (isSeq(yaml)) {
      const items = (yaml.items as Yaml[]).map((item) => this.node(item, this.startOf(item, origin), depth + 1));
      return listNode(items, origin);
    }
    if (!isMap(yaml)) return this.nothing(origin);
    const entries = yaml.items.map(({ key, value }): [string, Node] => {
      const at = this.startOf(key as Yaml, origin);
      const node = value === null ? this.nothing(at) : this.node(value as Yaml, at, depth + 1);
      return [this.key(key, at), node];
    });
    return mergeKeys(mapNode(entries, origin), (rule, at) => this.fault(rule, at));
  }

  private scalar(yaml: Scalar, origin: Origin): ScalarNode {
    const source = sourceOf(yaml);
    const isPlain = yaml.type === Scalar.PLAIN || yaml.type === undefined;
    const isString = yaml.tag === "tag:yaml.org,2002:str" && yaml.type === Scalar.PLAIN && yaml.source !== source;
    const { value, text } = isPlain && !isString ? plainScalar(source) : { value: source, text: source };
    return { kind: "scalar", value, text, origin };
  }

  private key(key: unknown, origin: Origin): string {
    const scalar = isScalar(key) ? this.scalar(key, origin) : undefined;
    if (scalar !== undefined && typeof scalar.value === "string") return scalar.value;
    this.fault(`the key ${scalar === undefined ? "" : `${scalar.text} `}must be a text: put it in quotes`, origin);
    return scalar?.text ?? "";
  }

  private alias(yaml: Alias, origin: Origin): Node {
    const target = this.anchors.get(yaml.source);
    if (target === undefined) {
      this.fault(`the anchor ${yaml.source} must be written before it is used, and not within itself`, origin);
      return this.nothing(origin);
    }
    this.add(this.sizes.get(target) ?? 1, origin);
    return target;
  }

  private add(nodes: number, origin: Origin): void {
    this.count += nodes;
    if (this.count > MAX_NODES)
      throw new TooMuch(`there are more than ${MAX_NODES} values once anchors are repeated`, origin.line);
  }

  private tagOf(yaml: Yaml, origin: Origin): "reset" | "override" | undefined {
    const tag = "tag" in yaml && typeof yaml.tag === "string" ? yaml.tag : undefined;
    if (tag === undefined || !tag.startsWith("!")) return undefined;
    const known = Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined;
    if (known === undefined) this.fault(`the tag ${tag} is not one of Compose's: !reset, !override`, origin);
    return known;
  }

  private nothing(origin: Origin): ScalarNode {
    return { kind: "scalar", value: null, text: "", origin };
  }

  private startOf(yaml: Yaml | null, otherwise: Origin): Origin {
    const offset = yaml?.range?.[0];
    return offset === undefined ? otherwise : this.originAt(offset);
  }

  private fault(rule: string, origin: Origin): void {
    this.faults.push({ path: [], rule, origin });
  }
}

/** The text of a scalar; of `!!binary` what it stands for. */
function sourceOf({ value, source = "" }: Scalar): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return typeof value === "string" ? value : source;
}
