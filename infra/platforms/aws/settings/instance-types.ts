import { type Architecture, familySizes, type MachineSize } from "../../machine-size";

type Row = readonly [string, number, number];

/** Sizes of today's families, processors and GiB as EC2's documentation lists them; all are Nitro types. */
const burstable: readonly Row[] = [
  ["micro", 2, 1],
  ["small", 2, 2],
  ["medium", 2, 4],
  ["large", 2, 8],
  ["xlarge", 4, 16],
  ["2xlarge", 8, 32],
];
const factors: readonly Row[] = [
  ["large", 2, 1],
  ["xlarge", 4, 2],
  ["2xlarge", 8, 4],
  ["4xlarge", 16, 8],
  ["8xlarge", 32, 16],
  ["12xlarge", 48, 24],
  ["16xlarge", 64, 32],
];

const compute = 4;
const general = 8;
const memory = 16;

/** Family → its architecture and the GiB of its size `large`. */
const families: Readonly<Record<string, readonly [Architecture, number]>> = {
  c7g: ["arm64", compute],
  c8g: ["arm64", compute],
  m7g: ["arm64", general],
  m8g: ["arm64", general],
  r7g: ["arm64", memory],
  r8g: ["arm64", memory],
  c7a: ["amd64", compute],
  c7i: ["amd64", compute],
  m7a: ["amd64", general],
  m7i: ["amd64", general],
  r7a: ["amd64", memory],
  r7i: ["amd64", memory],
};

/** Every type that the key `size` takes on AWS. */
export const instanceTypes: readonly MachineSize[] = [
  ...familySizes("arm64", (size) => `t4g.${size}`, burstable),
  ...["t3", "t3a"].flatMap((family) => familySizes("amd64", (size) => `${family}.${size}`, burstable)),
  ...Object.entries(families).flatMap(([family, [architecture, large]]) =>
    familySizes(
      architecture,
      (size) => `${family}.${size}`,
      factors.map(([size, cpus, factor]) => [size, cpus, factor * large]),
    ),
  ),
];

/** What `cpus` and `memoryMiB` choose from without `size`, smallest first: burstable, and m7i where t3 ends. */
export const usualTypes: readonly MachineSize[] = [
  "t3.small",
  "t3.medium",
  "t3.large",
  "t3.xlarge",
  "t3.2xlarge",
  "m7i.4xlarge",
  "m7i.8xlarge",
  "m7i.12xlarge",
  "m7i.16xlarge",
].flatMap((name) => instanceTypes.filter(({ type }) => type === name));
