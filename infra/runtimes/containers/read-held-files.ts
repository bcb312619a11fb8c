import { join, relative } from "node:path";
import { ComposeError, type Fault } from "../../compose/fault";
import type { ComposeModel, ConfigModel, ServiceModel } from "../../compose/service-model";
import { type HeldMount, heldMounts } from "./held-files";
import { limitFaults, readTree, type Tree } from "./read-tree";

/** Service → what it mounts of the project in `folder`; throws one error with all that can't go to a host. */
export function readHeldFiles(
  { services, configs = [] }: ComposeModel,
  folder: string,
): ReadonlyMap<string, readonly HeldMount[]> {
  const faults: Fault[] = [];
  const mounts = services.map((service) => {
    const sources = sourcesOf(service, configs, folder);
    faults.push(...sources.flatMap((one) => faultsOf(one, service.name)), ...sizeFaults(sources, service.name));
    const trees = new Map(sources.map(({ source, tree }) => [source, tree]));
    return [service.name, heldMounts(service, { configs, trees })] as const;
  });
  if (faults.length > 0) throw new ComposeError(relative(process.cwd(), folder), faults);
  return new Map(mounts);
}

interface Source {
  /** Key of the service that has it. */
  readonly key: "volumes" | "configs";
  readonly source: string;
  readonly tree: Tree;
}

function sourcesOf(
  { files = [], configMounts = [] }: ServiceModel,
  configs: readonly ConfigModel[],
  folder: string,
): Source[] {
  const mounted = new Set(configMounts.map(({ config }) => config));
  const texts = configs.flatMap(({ name, file }) => (mounted.has(name) && file !== undefined ? [file] : []));
  const read = (key: Source["key"]) => (source: string) => ({
    key,
    source,
    tree: readTree(join(folder, source), folder),
  });
  return [...files.map(({ source }) => source).map(read("volumes")), ...texts.map(read("configs"))];
}

function faultsOf({ key, source, tree }: Source, service: string): Fault[] {
  const rules = [...tree.faults, ...(key === "configs" && tree.isFolder ? ["is a folder, a config is a file"] : [])];
  return rules.map((rule) => ({ path: ["services", service, key], rule: `${source} ${rule}` }));
}

function sizeFaults(sources: readonly Source[], service: string): Fault[] {
  const files = sources.flatMap(({ tree }) => tree.files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return limitFaults(files.length, bytes).map((rule) => ({ path: ["services", service], rule }));
}
