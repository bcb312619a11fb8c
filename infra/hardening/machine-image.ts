import { guestFiles } from "./guest-files";
import { packages, release } from "./packages";

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

/** The recipe of the machine image; `files` is the folder of that name, read now. */
export function machineImage(): MachineImage {
  return {
    release,
    packages: [...packages],
    files: guestFiles("files"),
    script: "/usr/local/sbin/berth-install",
    sizeGiB: 8,
  };
}
