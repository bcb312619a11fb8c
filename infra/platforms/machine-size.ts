/** One of the sizes that a cloud has machines in. */
export interface MachineSize<T> {
  readonly type: T;
  readonly cpus: number;
  readonly memoryMiB: number;
}

/** The smallest with at least that many processors and that much memory; `sizes` go from small to large. */
export function smallestSize<T>(sizes: readonly MachineSize<T>[], cpus: number, memoryMiB: number): T | undefined {
  return sizes.find((size) => size.cpus >= cpus && size.memoryMiB >= memoryMiB)?.type;
}
