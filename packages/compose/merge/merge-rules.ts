import { entryOf, type Node } from "../node";
import { PathTable } from "../path-table";

/**
 * deep: entry by entry. replace: the later one as a whole. entries: the later one's entries replace the earlier one's, an
 * entry without a value too. same driver: deep, unless both name drivers that differ.
 */
export type MergeRule = "deep" | "replace" | "entries" | "same driver";

const SERVICE: Readonly<Record<string, MergeRule>> = {
  annotations: "entries",
  "build.additional_contexts": "entries",
  "build.args": "entries",
  "build.labels": "entries",
  command: "replace",
  "deploy.labels": "entries",
  entrypoint: "replace",
  environment: "entries",
  "healthcheck.test": "replace",
  labels: "entries",
  logging: "same driver",
  sysctls: "entries",
  "ulimits.*": "replace",
};

export const mergeRules = new PathTable<MergeRule>({
  ...Object.fromEntries(Object.entries(SERVICE).map(([key, rule]) => [`services.*.${key}`, rule])),
  ...Object.fromEntries(["networks", "volumes", "secrets", "configs"].map((key) => [`${key}.*.labels`, "entries"])),
});

const beforeEquals = (node: Node): string => textOf(node).split("=")[0] ?? "";
const by =
  (key: string) =>
  (node: Node): string =>
    textOf(entryOf(node, key));
const mountedAt =
  (folder: string) =>
  (node: Node): string => {
    const target = entryOf(node, "target");
    return target === undefined ? `${folder}/${textOf(entryOf(node, "source"))}` : textOf(target);
  };

function port(node: Node): string {
  const [host, published, target, protocol] = ["host_ip", "published", "target", "protocol"].map((key) =>
    textOf(entryOf(node, key)),
  );
  return `${host === "" ? "0.0.0.0" : host}:${published}:${target}/${protocol === "" ? "tcp" : protocol}`;
}

const UNIQUE: Readonly<Record<string, (node: Node) => string>> = {
  cap_add: beforeEquals,
  cap_drop: beforeEquals,
  "build.tags": beforeEquals,
  configs: mountedAt(""),
  devices: by("target"),
  dns: beforeEquals,
  dns_opt: beforeEquals,
  dns_search: beforeEquals,
  env_file: by("path"),
  expose: textOf,
  links: beforeEquals,
  "networks.*.aliases": beforeEquals,
  "networks.*.link_local_ips": beforeEquals,
  ports: port,
  profiles: beforeEquals,
  secrets: mountedAt("/run/secrets"),
  tmpfs: beforeEquals,
  volumes: by("target"),
};

/** What an item of a list stands for, where two that stand for the same are one. */
export const uniqueBy = new PathTable<(node: Node) => string>({
  "networks.*.ipam.config": by("subnet"),
  ...Object.fromEntries(Object.entries(UNIQUE).map(([key, keyOf]) => [`services.*.${key}`, keyOf])),
});

function textOf(node: Node | undefined): string {
  return node?.kind === "scalar" ? node.text : "";
}
