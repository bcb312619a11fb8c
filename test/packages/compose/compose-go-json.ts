import type { Project } from "@berth/compose";

/** What JSON.parse gives. */
export type Json = undefined | null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type JsonMap = { readonly [key: string]: Json };

const DURATIONS = /^(interval|timeout|start_period|start_interval|stop_grace_period|delay|monitor|window)$/;
const SIZES = /^(mem_limit|mem_reservation|memswap_limit|mem_swappiness|shm_size|memory|size)$/;
/** Names and texts of the file's own: nothing of them is left out. */
const OWN = /^(environment|args|labels|sysctls|annotations|options|services|networks|volumes|secrets|configs)$/;
/** What compose-go prints although it is false or 0. */
const PRINTED =
  /^(required|init|attach|replicas|retries|scale|max_attempts|parallelism|enable_ipv4|enable_ipv6|command|entrypoint)$/;

/** A project as compose-go prints it as JSON: durations and sizes as texts, octal modes, extra hosts as a list. */
export function asComposeGo(project: Project): Json {
  return printed(JSON.parse(JSON.stringify(project)) as Json, "", []);
}

/** What two JSON texts of compose-go must have in common to mean the same: no empty parts, no order of ports, no `x-…`. */
export function meaningOf(json: Json): Json {
  return reduced(json, []);
}

function printed(value: Json, key: string, path: readonly string[]): Json {
  if (typeof value === "number") return printedNumber(value, key, path);
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map((item) => printed(item, "", [...path, "[]"]));
  if (key === "extra_hosts")
    return Object.entries(value).flatMap(([host, all]) => (all as string[]).map((one) => `${host}=${one}`));
  return mapOf(Object.entries(value).map(([name, item]) => [name, printed(item, name, [...path, name])]));
}

function printedNumber(value: number, key: string, path: readonly string[]): Json {
  if (path[0] !== "services" || path.includes("environment")) return value;
  if (DURATIONS.test(key)) return goDuration(value);
  if (SIZES.test(key)) return String(value);
  return key === "mode" && !path.includes("tmpfs") ? `0${value.toString(8)}` : value;
}

function reduced(value: Json, path: readonly string[]): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) {
    const items = value.map((item) => reduced(item, [...path, "[]"]));
    return /^(ports|extra_hosts)$/.test(path.at(-1) ?? "") ? sorted(items) : items;
  }
  const entries = Object.entries(mountedSomewhere(value, path))
    .filter(([key]) => key !== "extensions" && !(key.startsWith("x-") && path.length % 2 === 0))
    .map(([key, item]) => [key, reduced(special(item, key, path), [...path, key])] as const)
    .filter(([key, item]) => OWN.test(path.at(-1) ?? "") || isSaid(key, item));
  return mapOf(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** compose-go leaves it to Compose to mount a config without a target at its name. */
function mountedSomewhere(value: JsonMap, path: readonly string[]): JsonMap {
  const isMount = path.at(-1) === "[]" && path.at(-2) === "configs";
  const { source } = value;
  return isMount && typeof source === "string" && !("target" in value) ? { ...value, target: `/${source}` } : value;
}

/** One limit for soft and hard is `single` in compose-go, all devices are -1, and true is left out where it is the default. */
function special(item: Json, key: string, path: readonly string[]): Json {
  if (path.at(-1) === "ulimits" && typeof item === "number") return { soft: item, hard: item };
  if (key === "count" && item === "all") return -1;
  if (key === "count" && typeof item === "string") return Number(item);
  if (key === "cpus" || key === "max_failure_ratio") return Math.fround(Number(item));
  if (key === "create_host_path" || (key === "required" && path.includes("env_file"))) return item === true ? "" : "no";
  return item === null && path.at(-1) === "networks" ? {} : item;
}

function isSaid(key: string, item: Json): boolean {
  if (item === null || item === "") return false;
  if (PRINTED.test(key)) return true;
  if (item === false || item === 0) return false;
  return typeof item !== "object" || Object.keys(item).length > 0;
}

function isList(value: readonly Json[] | JsonMap): value is readonly Json[] {
  return Array.isArray(value);
}

function mapOf(entries: readonly (readonly [string, Json])[]): JsonMap {
  return Object.fromEntries(entries);
}

function sorted(items: readonly Json[]): Json {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function goDuration(milliseconds: number): string {
  if (milliseconds === 0) return "0s";
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const seconds = milliseconds / 1000;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${seconds % 60}s`;
}
