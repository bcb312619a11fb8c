import type { Observation, Usage } from "./observation";

/** Keys of a Compose service as YAML, in the order in which they are written; "[]" is for a key that the service has already. */
export type TightenedKeys = ReadonlyMap<string, string>;

export interface Proposal {
  readonly keys: TightenedKeys;
  /** What stays open and why, and what else was seen: whole sentences. */
  readonly notes: readonly string[];
}

const mebibyte = 2 ** 20;
/** A peak of a while is not the highest one: twice of it is left. */
const reserve = 2;
const memoryStepMiB = 16;
const leastMemoryMiB = 32;
const pidsStep = 32;

/** The tightest lines under which the service could have done all that it did. */
export function tightenedKeys(observed: Observation): Proposal {
  const root = rootKeys(observed);
  const capabilities = capabilityKeys(observed);
  const keys = [
    ...capabilities,
    ...root.keys,
    ...limitKey(observed.memory, "mem_limit", (peak) => {
      const steps = Math.ceil((peak * reserve) / mebibyte / memoryStepMiB);
      const size = Math.max(leastMemoryMiB, steps * memoryStepMiB);
      return { value: size * mebibyte, text: `${size}m` };
    }),
    ...limitKey(observed.pids, "pids_limit", (peak) => {
      const value = Math.ceil((peak * reserve) / pidsStep) * pidsStep;
      return { value, text: String(value) };
    }),
  ];
  return {
    keys: new Map(keys),
    notes: [
      ...root.notes,
      ...(capabilities.length > 0 && observed.volumes.length > 0 ? [firstStart(observed.volumes)] : []),
      ...observed.denied.map((denial) => `SELinux denied it something: ${denial}`),
      ...(observed.listens.length > 0 ? [`It listens on ${observed.listens.join(", ")}.`] : []),
    ],
  };
}

function firstStart(volumes: readonly string[]): string {
  const needed = "CHOWN, DAC_OVERRIDE or FOWNER";
  return `A start on empty volumes was not seen (${volumes.join(", ")}): if the service sets them up, it may need ${needed}.`;
}

type Entry = readonly [key: string, yaml: string];

function capabilityKeys({ held, used }: Observation): readonly Entry[] {
  if (held.every((capability) => used.includes(capability))) return [];
  const needed = held.filter((capability) => used.includes(capability));
  return [
    ["cap_drop", "[ALL]"],
    ["cap_add", `[${needed.join(", ")}]`],
  ];
}

function rootKeys({ isReadOnly, written, filled, tmpfs }: Observation) {
  if (isReadOnly) return { keys: [], notes: [] };
  if (filled.length > 0) {
    const why = `its image has files in ${filled.join(", ")}, where it writes. A named volume there would let the rest be read-only.`;
    return { keys: [], notes: [`The root file system stays writable: ${why}`] };
  }
  const folders = [...new Set([...tmpfs, ...written])].sort();
  const memory: readonly Entry[] =
    folders.length > tmpfs.length ? [["tmpfs", `[${folders.map(quoted).join(", ")}]`]] : [];
  return { keys: [["read_only", "true"] as const, ...memory], notes: [] };
}

interface Limit {
  readonly value: number;
  readonly text: string;
}

function limitKey({ limit, peak }: Usage, key: string, next: (peak: number) => Limit): readonly Entry[] {
  if (peak === undefined) return [];
  const { value, text } = next(peak);
  return limit !== undefined && limit <= value ? [] : [[key, text]];
}

/** As one item of a flow sequence. */
function quoted(path: string): string {
  return /^[A-Za-z0-9/._-]+$/.test(path) ? path : JSON.stringify(path);
}
