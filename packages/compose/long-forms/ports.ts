import { isIP } from "node:net";
import { isText, listNode, literalMap, type Node } from "../node";
import type { Place } from "../place";

const HIGHEST = 65_535;
const PROTOCOLS = new Set(["tcp", "udp", "sctp"]);
const FORM = '"[address:][host:]container[/protocol]", each a port or a range';

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Short ports as mappings, a range as one for each of its ports. */
export function longPorts(node: Node, at: Place): Node {
  if (node.kind !== "list") return node;
  const items = node.items.flatMap((item, index) => {
    if (isText(item)) return shortPort(item.value, item, at.at(index));
    if (item.kind === "scalar" && typeof item.value === "number") return shortPort(item.text, item, at.at(index));
    return [item];
  });
  return listNode(items, node.origin);
}

function shortPort(text: string, node: Node, at: Place): readonly Node[] {
  const parsed = parsePort(text);
  if (typeof parsed !== "string") return parsed.map((port) => literalMap(port, node.origin));
  at.fault(parsed, node);
  return [];
}

type ShortPort = Readonly<Record<string, string | number>>;

/** What one short form stands for, or the rule that it breaks. */
function parsePort(text: string): readonly ShortPort[] | string {
  const { address, host, ports, protocol } = partsOf(text);
  const broken = brokenRule({ address, protocol, isBracketed: text.startsWith("[") });
  if (broken !== undefined) return broken;
  const container = rangeOf(ports);
  const published = host === "" ? undefined : rangeOf(host);
  if (container === undefined || (host !== "" && published === undefined)) return `must be ${FORM}`;
  return spread({ container, published, protocol, address });
}

/** Its texts, "" where one is left out; the protocol is tcp then. */
function partsOf(text: string) {
  const parts = text.split(":");
  const [ports = "", protocol = "tcp"] = (parts.at(-1) ?? "").split("/");
  const address = parts
    .slice(0, -2)
    .join(":")
    .replace(/^\[(.*)\]$/, "$1");
  return { address, host: parts.at(-2) ?? "", ports, protocol: protocol.toLowerCase() || "tcp" };
}

interface Around {
  readonly address: string;
  readonly protocol: string;
  readonly isBracketed: boolean;
}

/** The rule that what stands around the ports breaks. */
function brokenRule({ address, protocol, isBracketed }: Around): string | undefined {
  if (address !== "" && isIP(address) === 0) return "the address before the ports must be an IP address";
  if (isIP(address) === 6 && !isBracketed) return "an IPv6 address must be in brackets: [::1]:80:80";
  return PROTOCOLS.has(protocol) ? undefined : "the protocol must be tcp, udp or sctp";
}

interface Parsed {
  readonly container: Range;
  readonly published: Range | undefined;
  readonly protocol: string;
  readonly address: string;
}

function spread({ container, published, protocol, address }: Parsed): readonly ShortPort[] | string {
  const count = container.last - container.first;
  const sameLength = published === undefined || published.last - published.first === count;
  if (!sameLength && count > 0) return "the ranges of host and container must be of one length";
  return Array.from({ length: count + 1 }, (_, index) => ({
    mode: "ingress",
    ...(address === "" ? {} : { host_ip: address }),
    target: container.first + index,
    ...(published === undefined ? {} : { published: hostPort(published, index, sameLength) }),
    protocol,
  }));
}

/** A host range for one container port is a choice that is left open. */
function hostPort({ first, last }: Range, index: number, sameLength: boolean): string {
  return sameLength ? String(first + index) : `${first}-${last}`;
}

function rangeOf(text: string): Range | undefined {
  const [, from = "", to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return from !== "" && first <= last && last <= HIGHEST ? { first, last } : undefined;
}
