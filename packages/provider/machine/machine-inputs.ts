import { createHash } from "node:crypto";

/** Without kernel and initrd: the disk boots itself, as a stock image does on a cloud, and cloud-init in it finds its user-data on a disk. */
export interface BootImage {
  readonly digest: string;
  readonly rootDisk: string;
  readonly kernel?: string;
  readonly initrd?: string;
}

/** Whether firmware and boot loader start the image's kernel, not QEMU. */
export function bootsItself({ kernel }: BootImage): boolean {
  return kernel === undefined;
}

export interface MachineInputs {
  readonly directory: string;
  readonly image: BootImage;
  readonly kernelArgs: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly userData: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly dataDisk: string;
  readonly address: string;
  readonly hostPorts: Readonly<Record<string, number>>;
  readonly network?: { readonly socket: string; readonly mac: string };
}

/** Hex SHA-256 of all that a running machine was started with: the same means that it can be adopted as it is. */
export function machineDigest(inputs: MachineInputs): string {
  return createHash("sha256").update(canonical(inputs)).digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
