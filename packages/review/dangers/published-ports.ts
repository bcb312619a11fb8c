import { type JsonMap, mapsAt, textAt } from "../json";

/** A port that a container opens on its host. */
interface PublishedPort {
  /** "80", or "53/udp". */
  readonly name: string;
  /** Address of the host; undefined: every one. */
  readonly ip: string | undefined;
}

/** Those of a container's inputs, in their order; one whose number is not known yet is left out. */
export function publishedPorts(inputs: JsonMap | undefined): readonly PublishedPort[] {
  return mapsAt(inputs, "ports").flatMap((port): readonly PublishedPort[] => {
    const { external, protocol } = port;
    if (typeof external !== "number") return [];
    return [{ name: protocol === "udp" ? `${external}/udp` : String(external), ip: textAt(port, "ip") }];
  });
}
