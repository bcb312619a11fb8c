import { type Architecture, familySizes, type MachineSize } from "../../machine-size";

type Row = readonly [string, number, number];

/** `{}` stands for the letter of the processor's maker; processors and GiB as Azure's documentation lists them. */
const burstable: readonly Row[] = [
  ["B2{}ls_v2", 2, 4],
  ["B2{}s_v2", 2, 8],
  ["B4{}ls_v2", 4, 8],
  ["B4{}s_v2", 4, 16],
  ["B8{}ls_v2", 8, 16],
  ["B8{}s_v2", 8, 32],
  ["B16{}ls_v2", 16, 32],
  ["B16{}s_v2", 16, 64],
  ["B32{}ls_v2", 32, 64],
  ["B32{}s_v2", 32, 128],
];
const counts = [2, 4, 8, 16, 32, 48, 64];

/** Name with `{}` for the number of processors → its architecture and the GiB a processor. */
const families: Readonly<Record<string, readonly [Architecture, number]>> = {
  "D{}s_v5": ["amd64", 4],
  "D{}as_v5": ["amd64", 4],
  "D{}s_v6": ["amd64", 4],
  "D{}as_v6": ["amd64", 4],
  "D{}als_v6": ["amd64", 2],
  "E{}as_v6": ["amd64", 8],
  "D{}ps_v6": ["arm64", 4],
  "D{}pls_v6": ["arm64", 2],
  "E{}ps_v6": ["arm64", 8],
};

/** Every size that the key `size` takes on Azure: those with Trusted Launch, encryption at host and premium disks. */
export const vmSizes: readonly MachineSize[] = [
  ...["", "a"].flatMap((maker) => familySizes("amd64", (size) => `Standard_${size.replace("{}", maker)}`, burstable)),
  ...Object.entries(families).flatMap(([family, [architecture, each]]) =>
    familySizes(
      architecture,
      (count) => `Standard_${family.replace("{}", count)}`,
      counts.map((count) => [String(count), count, count * each]),
    ),
  ),
];

/** What `cpus` and `memoryMiB` choose from without `size`, smallest first: burstable, and Dsv5 where it ends. */
export const usualSizes: readonly MachineSize[] = [
  "Standard_B2ls_v2",
  "Standard_B2s_v2",
  "Standard_B4s_v2",
  "Standard_B8s_v2",
  "Standard_B16s_v2",
  "Standard_B32s_v2",
  "Standard_D48s_v5",
  "Standard_D64s_v5",
].flatMap((name) => vmSizes.filter(({ type }) => type === name));
