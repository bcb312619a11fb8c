import { createHash } from "node:crypto";

export interface MachineInputs {
  readonly directory: string;
  readonly image: {
    readonly digest: string;
    readonly rootDisk: string;
    readonly kernel: string;
    readonly initrd: string;
  };
  readonly kernelArgs: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly userData: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly dataDisk: string;
  readonly address: string;
  readonly hostPorts: Readonly<Record<string, number>>;
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
