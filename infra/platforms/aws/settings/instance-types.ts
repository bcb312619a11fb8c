import type { InstanceType } from "@pulumi/aws/types/enums/ec2";
import type { MachineSize } from "../../machine-size";

/** Nitro types (encrypted volumes, IMDSv2, recovery), smallest first; processors and memory as EC2's documentation lists them. */
export const instanceTypes: readonly MachineSize<InstanceType>[] = [
  { type: "t3.small", cpus: 2, memoryMiB: 2048 },
  { type: "t3.medium", cpus: 2, memoryMiB: 4096 },
  { type: "t3.large", cpus: 2, memoryMiB: 8192 },
  { type: "t3.xlarge", cpus: 4, memoryMiB: 16_384 },
  { type: "t3.2xlarge", cpus: 8, memoryMiB: 32_768 },
  { type: "m7i.4xlarge", cpus: 16, memoryMiB: 65_536 },
  { type: "m7i.8xlarge", cpus: 32, memoryMiB: 131_072 },
  { type: "m7i.12xlarge", cpus: 48, memoryMiB: 196_608 },
  { type: "m7i.16xlarge", cpus: 64, memoryMiB: 262_144 },
];
