import type { Service } from "@berth/compose";
import type { Place } from "./fault";
import type { ServiceModel } from "./service-model";

export const DEFAULT_MEMORY_MIB = 512;
const DEFAULT_SHM_MIB = 64;
const DEFAULT_CPUS = 1;
const DEFAULT_PIDS = 512;
const DEFAULT_STOP_GRACE_MS = 10_000;
/** Docker's own least. */
const LEAST_MEMORY_MIB = 6;
const MIB = 1024 * 1024;
const MOST_MEMORY_MIB = 1024 * 1024;
const MOST_CPUS = 64;
const LEAST_CPUS = 0.01;
const MOST_PIDS = 32_768;

type Limits = Pick<ServiceModel, "stopSignal" | "stopGraceSeconds" | "memoryMiB" | "shmMiB" | "cpus" | "pids">;

/** Limits of a service; each has one, whether the file says so or not. `deploy.resources.limits` is over the older keys. */
export function takeLimits(service: Service, at: Place): Limits {
  const { memory, pids, cpus } = givenLimits(service);
  return {
    ...stopSignalOf(service, at),
    stopGraceSeconds: Math.ceil((service.stop_grace_period ?? DEFAULT_STOP_GRACE_MS) / 1000),
    memoryMiB: within(mebibytes(memory, DEFAULT_MEMORY_MIB), [LEAST_MEMORY_MIB, MOST_MEMORY_MIB], at.at("mem_limit")),
    shmMiB: Math.max(1, mebibytes(service.shm_size ?? 0, DEFAULT_SHM_MIB)),
    cpus: within(cpus > 0 ? cpus : DEFAULT_CPUS, [LEAST_CPUS, MOST_CPUS], at.at("cpus")),
    pids: within(pids > 0 ? pids : DEFAULT_PIDS, [8, MOST_PIDS], at.at("pids_limit")),
  };
}

/** 0 where the file has none. */
function givenLimits({ deploy, mem_limit, pids_limit, cpus: processors }: Service) {
  const limits = deploy?.resources?.limits ?? {};
  return {
    memory: limits.memory ?? mem_limit ?? 0,
    pids: limits.pids ?? pids_limit ?? 0,
    cpus: limits.cpus ?? processors ?? 0,
  };
}

function stopSignalOf({ stop_signal: signal }: Service, at: Place): Pick<Limits, "stopSignal"> {
  if (signal === undefined) return {};
  if (!/^(SIG[A-Z0-9+]+|[A-Z]+|\d{1,2})$/.test(signal))
    at.at("stop_signal").fault("must be a signal such as SIGTERM", signal);
  return { stopSignal: signal };
}

/** 0 and less are "no limit" in Compose; here it is the default. */
function mebibytes(bytes: number, otherwise: number): number {
  return bytes > 0 ? Math.ceil(bytes / MIB) : otherwise;
}

function within(value: number, [least, most]: readonly [number, number], at: Place): number {
  if (value < least || value > most) at.fault(`must be from ${least} to ${most}`, value);
  return value;
}
