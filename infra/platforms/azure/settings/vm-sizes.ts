import type { VirtualMachineSizeTypes } from "@pulumi/azure-native/types/enums/compute";
import type { MachineSize } from "../../machine-size";

/** Sizes with Trusted Launch, encryption at host and premium disks, smallest first; figures as Azure's documentation lists them. */
export const vmSizes: readonly MachineSize<VirtualMachineSizeTypes>[] = [
  { type: "Standard_B2s", cpus: 2, memoryMiB: 4096 },
  { type: "Standard_B2ms", cpus: 2, memoryMiB: 8192 },
  { type: "Standard_B4ms", cpus: 4, memoryMiB: 16_384 },
  { type: "Standard_B8ms", cpus: 8, memoryMiB: 32_768 },
  { type: "Standard_D16s_v3", cpus: 16, memoryMiB: 65_536 },
  { type: "Standard_D32s_v3", cpus: 32, memoryMiB: 131_072 },
  { type: "Standard_D64s_v3", cpus: 64, memoryMiB: 262_144 },
];
