import { parseNetwork } from "./cidr";

/** Ports of one protocol that the hosts may reach in a network outside of theirs. */
export interface Egress {
  readonly from: number;
  readonly to: number;
  readonly protocol: "tcp" | "udp";
  /** The network; 0.0.0.0/0 is the internet. */
  readonly cidr: string;
}

export const internet = "0.0.0.0/0";

/** What every host reaches: packages and images come over HTTP and HTTPS. */
export const webEgress: readonly Egress[] = [80, 443].map((port) => ({
  from: port,
  to: port,
  protocol: "tcp",
  cidr: internet,
}));

/** "587", "8000-8100", "123/udp", "5432@10.20.0.0/16"; undefined when the text has another form. */
export function parseEgress(text: string): Egress | undefined {
  const groups = form.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { first = "", last = first, protocol, cidr = internet } = groups;
  const [from, to] = [Number(first), Number(last)];
  if (!isPortRange(from, to) || parseNetwork(cidr) === undefined) return undefined;
  return { from, to, protocol: protocol === "udp" ? "udp" : "tcp", cidr };
}

function isPortRange(from: number, to: number): boolean {
  return from >= 1 && from <= to && to <= 65_535;
}

const form = /^(?<first>\d{1,5})(-(?<last>\d{1,5}))?(\/(?<protocol>tcp|udp))?(@(?<cidr>\S+))?$/;

/** Of the rule, and of no other one: "587", "8000-8100", "123-udp", "5432-10-20-0-0-16". */
export function egressName({ from, to, protocol, cidr }: Egress): string {
  const ports = `${from === to ? from : `${from}-${to}`}${protocol === "tcp" ? "" : `-${protocol}`}`;
  return cidr === internet ? ports : `${ports}-${cidr.replaceAll(/[./]/g, "-")}`;
}

/** All that hosts reach, each once: the web and what the configuration adds. */
export function allEgress(texts: readonly string[]): readonly Egress[] {
  const added = texts.map(parseEgress).filter((egress) => egress !== undefined);
  const every = [...webEgress, ...added];
  return [...new Map(every.map((egress) => [egressName(egress), egress])).values()];
}
