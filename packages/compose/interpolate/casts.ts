import { PathTable } from "../path-table";
import type { Scalar } from "../node";

/** A text as what the specification wants at its place; undefined when it can't be that. */
export interface Cast {
  readonly rule: string;
  readonly cast: (text: string) => Scalar | undefined;
}

const YES = new Set(["true", "y", "yes", "on"]);
const NO = new Set(["false", "n", "no", "off"]);

const boolean: Cast = {
  rule: "true or false",
  cast: (text) => {
    const word = text.toLowerCase();
    return YES.has(word) ? true : NO.has(word) ? false : undefined;
  },
};
const integer: Cast = {
  rule: "a whole number",
  cast: (text) => (/^[-+]?\d+$/.test(text) ? Number(text) : undefined),
};
const number: Cast = {
  rule: "a number",
  cast: (text) => (text.trim() === text && text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined),
};

const SERVICE: readonly (readonly [Cast, readonly string[]])[] = [
  [
    boolean,
    [
      "init",
      "networks.*.use_service_name_alias",
      "oom_kill_disable",
      "privileged",
      "read_only",
      "volumes.[].read_only",
      "volumes.[].volume.nocopy",
      "depends_on.*.required",
      "depends_on.*.restart",
      "healthcheck.disable",
      "stdin_open",
      "tty",
    ],
  ],
  [
    integer,
    [
      "cpu_count",
      "cpu_period",
      "cpu_quota",
      "cpu_rt_period",
      "cpu_rt_runtime",
      "cpu_shares",
      "oom_score_adj",
      "pids_limit",
      "ulimits.*",
      "ulimits.*.hard",
      "ulimits.*.soft",
      "healthcheck.retries",
      "ports.[].target",
      "deploy.replicas",
      "deploy.update_config.parallelism",
      "deploy.rollback_config.parallelism",
      "deploy.restart_policy.max_attempts",
      "deploy.placement.max_replicas_per_node",
      "scale",
    ],
  ],
  [
    number,
    ["cpus", "cpu_percent", "deploy.update_config.max_failure_ratio", "deploy.rollback_config.max_failure_ratio"],
  ],
];
const RESOURCES = [
  "networks.*.external",
  "networks.*.internal",
  "networks.*.attachable",
  "networks.*.enable_ipv4",
  "networks.*.enable_ipv6",
  "volumes.*.external",
  "secrets.*.external",
  "configs.*.external",
];

/** Where a text is read as a number or a boolean once its variables are filled in. */
export const casts = new PathTable<Cast>({
  ...Object.fromEntries(SERVICE.flatMap(([cast, keys]) => keys.map((key) => [`services.*.${key}`, cast] as const))),
  ...Object.fromEntries(RESOURCES.map((key) => [key, boolean] as const)),
});
