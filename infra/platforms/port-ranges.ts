import type { PublicPort } from "../guest/public-port";

/** Neighbouring ports of one protocol, which one rule of a cloud's firewall opens: the clouds limit the number of rules. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
  readonly protocol: PublicPort["protocol"];
  /** "80", "8000-8010", "53-udp": of the rule, and of no other one. */
  readonly name: string;
}

/** Covers exactly the given ports, each once, TCP first and then by number, whatever their order and repetition. */
export function portRanges(ports: readonly PublicPort[]): readonly PortRange[] {
  return [...rangesOf(ports, "tcp"), ...rangesOf(ports, "udp")];
}

function rangesOf(ports: readonly PublicPort[], protocol: PublicPort["protocol"]): readonly PortRange[] {
  const own = ports.filter((port) => port.protocol === protocol).map(({ port }) => port);
  const sorted = [...new Set(own)].sort((a, b) => a - b);
  const starts = sorted.filter((port) => !sorted.includes(port - 1));
  const ends = sorted.filter((port) => !sorted.includes(port + 1));
  return starts.map((from, index) => {
    const to = ends[index] ?? from;
    const name = `${from === to ? from : `${from}-${to}`}${protocol === "tcp" ? "" : `-${protocol}`}`;
    return { from, to, protocol, name };
  });
}
