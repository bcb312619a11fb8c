export type Architecture = "amd64" | "arm64";

/** One of the sizes that a cloud has machines in. */
export interface MachineSize {
  /** As the cloud names it. */
  readonly type: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly architecture: Architecture;
}

/** What of a configuration decides about the size. */
export interface SizeWanted {
  /** A cloud's name of a size; "": the smallest of the usual ones that is enough. */
  readonly size: string;
  readonly cpus: number;
  readonly memoryMiB: number;
}

/** The smallest with at least that many processors and that much memory; `sizes` go from small to large. */
export function smallestSize(
  sizes: readonly MachineSize[],
  { cpus, memoryMiB }: Pick<SizeWanted, "cpus" | "memoryMiB">,
): MachineSize | undefined {
  return sizes.find((size) => size.cpus >= cpus && size.memoryMiB >= memoryMiB);
}

/** The sizes of a family, from small to large: [name, processors, GiB] each, with the name as the family has it. */
export function familySizes(
  architecture: Architecture,
  nameOf: (size: string) => string,
  rows: readonly (readonly [string, number, number])[],
): readonly MachineSize[] {
  return rows.map(([size, cpus, gibibytes]) => ({
    type: nameOf(size),
    cpus,
    memoryMiB: gibibytes * 1024,
    architecture,
  }));
}
