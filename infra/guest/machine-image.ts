import { machineFiles, type Runtime } from "./guest-files";
import { packagesOf, release } from "./packages";

/** What a machine image is made from: the inputs of provider/resources.ts' Image. */
export interface MachineImage {
  readonly release: string;
  readonly packages: string[];
  /** Absolute guest path → content. */
  readonly files: Record<string, string>;
  /** Guest path of the script that is run in the tree. */
  readonly script: string;
  readonly sizeGiB: number;
}

/** The recipe of the machine image; the files are read now. */
export function machineImage(runtime: Runtime): MachineImage {
  return {
    release,
    packages: [...packagesOf(runtime)],
    files: machineFiles(runtime),
    script: "/usr/local/sbin/berth-install",
    sizeGiB: 8,
  };
}
