import { distance } from "fastest-levenshtein";
import type { ConfigFault } from "../config/config-schema";
import { type MachineSize, type SizeWanted, smallestSize } from "./machine-size";

export interface SizeTables {
  /** Every size that the configuration may name. */
  readonly known: readonly MachineSize[];
  /** What is chosen from without a name, smallest first. */
  readonly usual: readonly MachineSize[];
}

/** The size that the configuration names, or the smallest usual one that is enough; else why there is none. */
export function chosenSize(wanted: SizeWanted, { known, usual }: SizeTables): MachineSize | ConfigFault {
  if (wanted.size === "") {
    return (
      smallestSize(usual, wanted) ?? { key: "cpus", rule: "and memoryMiB together are more than any known size has" }
    );
  }
  const found = known.find(({ type }) => type === wanted.size);
  return found === undefined ? unknownSize(wanted.size, known) : (tooSmall(found, wanted) ?? found);
}

/** Whether there is a size, and not the reason why there is none. */
export function isSize(chosen: MachineSize | ConfigFault): chosen is MachineSize {
  return "type" in chosen;
}

function unknownSize(value: string, known: readonly MachineSize[]): ConfigFault {
  const plain = value.toLowerCase();
  const [near] = known
    .map(({ type }) => ({ type, far: distance(type.toLowerCase(), plain) }))
    .filter(({ far }) => far <= 3)
    .sort((a, b) => a.far - b.far);
  const hint = near === undefined ? `say ${known[0]?.type ?? ""}` : `did you mean ${near.type}?`;
  return { key: "size", rule: `is not a known size; ${hint}`, value };
}

/** The services are checked against cpus and memoryMiB, so the machine must have them. */
function tooSmall({ cpus, memoryMiB }: MachineSize, wanted: SizeWanted): ConfigFault | undefined {
  if (cpus >= wanted.cpus && memoryMiB >= wanted.memoryMiB) return undefined;
  const has = `has ${cpus} vCPUs and ${memoryMiB} MiB`;
  const needs = `cpus is ${wanted.cpus} and memoryMiB is ${wanted.memoryMiB}`;
  return { key: "size", rule: `${has}, but ${needs}: lower these, or take a larger size`, value: wanted.size };
}
