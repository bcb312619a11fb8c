import type { Node } from "../node";
import { PathTable } from "../path-table";
import type { Place } from "../place";
import { extraHosts, keyValues, pairs } from "./key-values";
import * as lists from "./lists";
import { longPorts } from "./ports";
import { longVolume } from "./volumes";

type LongForm = (node: Node, at: Place) => Node;

const SERVICE: Readonly<Record<string, LongForm>> = {
  annotations: keyValues,
  build: lists.textAs("context"),
  "build.additional_contexts": pairs,
  "build.args": keyValues,
  "build.cache_from": lists.oneAsList,
  "build.extra_hosts": extraHosts,
  "build.labels": keyValues,
  "build.no_cache_filter": lists.oneAsList,
  "build.secrets.[]": lists.textAs("source"),
  "build.ssh": keyValues,
  "build.ulimits.*": lists.ulimit,
  command: lists.command,
  "configs.[]": lists.textAs("source"),
  depends_on: lists.dependencies,
  "deploy.labels": keyValues,
  "devices.[]": lists.device,
  dns: lists.oneAsList,
  dns_search: lists.oneAsList,
  entrypoint: lists.command,
  env_file: lists.envFiles,
  environment: keyValues,
  extends: lists.textAs("service"),
  extra_hosts: extraHosts,
  gpus: lists.allGpus,
  "healthcheck.test": lists.healthTest,
  label_file: lists.oneAsList,
  labels: keyValues,
  networks: lists.namesAsMap,
  ports: longPorts,
  "secrets.[]": lists.textAs("source"),
  sysctls: keyValues,
  tmpfs: lists.oneAsList,
  "ulimits.*": lists.ulimit,
  "volumes.[]": longVolume,
  "volumes.[].volume.labels": keyValues,
};
const RESOURCES = ["networks", "volumes", "secrets", "configs"];

const table = new PathTable<LongForm>({
  "include.[]": lists.included,
  ...Object.fromEntries(Object.entries(SERVICE).map(([key, form]) => [`services.*.${key}`, form])),
  ...Object.fromEntries(RESOURCES.map((key) => [`${key}.*`, lists.maybeExternal])),
  ...Object.fromEntries(RESOURCES.map((key) => [`${key}.*.labels`, keyValues])),
});

/** The tree with every short form written out; what is neither form stays, for the check to report. */
export function longForms(node: Node, at: Place): Node {
  if (node.tag === "reset") return node;
  const form = table.find(at.path);
  const long = form === undefined ? node : keepTag(node, form(node, at));
  if (long.kind === "list") return { ...long, items: long.items.map((item, index) => longForms(item, at.at(index))) };
  if (long.kind === "scalar") return long;
  const entries = [...long.entries].map(([key, value]) => [key, longForms(value, at.at(key))] as const);
  return { ...long, entries: new Map(entries) };
}

function keepTag(node: Node, long: Node): Node {
  return node.tag === undefined ? long : { ...long, tag: node.tag };
}
