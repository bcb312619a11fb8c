import { basename, dirname, relative } from "node:path";
import { type ComposeText, type LoadedProject, loadProject, type Project } from "@berth/compose";
import { checkAcross } from "./across-checks";
import { type Extensions, readExtensions } from "./berth-extension";
import { checkRoutes } from "./check-routes";
import { ComposeError, describeFault, type Fault, Place } from "./fault";
import { withIngress } from "./ingress-service";
import { checkDeployed, type NotDeployed, notDeployedBy } from "./not-deployed";
import { placeServices } from "./place-services";
import { NO_FILES, type ProjectFiles } from "./project-files";
import { checkSecurePlaces } from "./check-secure-places";
import { SecureTokens } from "./secure-tokens";
import { checkRefusedKeys, checkRefusedParts } from "./refused-keys";
import type { ComposeModel, ServiceModel } from "./service-model";
import { takeConfigs, takeSecrets } from "./take-files";
import { takeNetworks } from "./take-networks";
import { takePorts } from "./take-ports";
import { takeService, type TakenService } from "./take-service";
import { given, unlessEmpty } from "./with-values";

export interface ComposeSource {
  /** The compose files, a later one over those before it. */
  readonly files: readonly ComposeText[];
  /** Absolute; relative paths start here. Default: that of the first file. */
  readonly folder?: string;
  /** For ${NAME}; the process's environment is not looked at. */
  readonly variables: Readonly<Record<string, string>>;
  /** What stands in `variables` for the values of the secure ones. Default: none is secure. */
  readonly tokens?: SecureTokens;
  /** Of each host. */
  readonly memoryMiB: number;
  /** How many there are; "own": each service has one, in the file's order. */
  readonly hosts: number | "own";
  /** Profiles whose services run too. Default: none. */
  readonly profiles?: readonly string[];
  /** What is beside the compose files. Default: nothing. */
  readonly projectFiles?: ProjectFiles;
  /** What is refused because it is not deployed yet. Default: what the runtime of `hosts` does not deploy. */
  readonly notDeployed?: readonly NotDeployed[];
  /** How a file is called in messages. Default: its path from the working folder. */
  readonly label?: (path: string) => string;
}

/** Reads a project and makes of it what Berth runs; throws one ComposeError with every fault in it. */
export function parseCompose(source: ComposeSource): ComposeModel {
  const { files, variables, profiles, projectFiles = NO_FILES, tokens = new SecureTokens() } = source;
  const { label = fromHere } = source;
  const main = files[0]?.path ?? "/compose.yaml";
  const { folder = dirname(main) } = source;
  const loaded = loadProject({
    files,
    folder,
    variables,
    ...given({ profiles }),
    readFile: projectFiles.readFile,
    label,
  });
  const file = label(main);
  const root = new Place([], unsetVariables(loaded), []);
  const placed = (fault: Fault): Fault => tokens.explain({ ...originOf(loaded, fault), ...fault });
  const fail = (faults: readonly Fault[]): never => {
    throw new ComposeError(file, once(faults.map(placed)).sort(byLine));
  };
  if (loaded.project === undefined) return fail(faultsWithoutProject(loaded, root));
  checkSecurePlaces(loaded.project, tokens, root);
  const model = modelOf(loaded.project, { ...source, folder, projectFiles, tokens }, root);
  if (root.faults.length > 0) fail(root.faults);
  return {
    ...model,
    notices: root.notices
      .map(placed)
      .sort(byLine)
      .map((notice) => describeFault(file, notice)),
  };
}

function fromHere(path: string): string {
  return relative(process.cwd(), path);
}

/** With the keys that are refused of what could be read. */
function faultsWithoutProject(loaded: LoadedProject, root: Place): readonly Fault[] {
  for (const [name, service] of Object.entries(loaded.readable?.services ?? {}))
    checkRefusedKeys(service, root.at("services", name));
  return [...readFaults(loaded), ...root.faults];
}

type Complete = ComposeSource & Required<Pick<ComposeSource, "folder" | "projectFiles" | "tokens">>;

function modelOf(project: Project, source: Complete, root: Place): ComposeModel {
  const { folder, variables, projectFiles, hosts, memoryMiB, tokens } = source;
  const extensions = readExtensions(project, root);
  checkRefusedParts(project, root);
  const ports = takePorts(project, root);
  const taken = Object.entries(project.services).map(([name, service]) =>
    takeService(
      service,
      {
        ...{ name, project, folder, files: projectFiles, variables, tokens },
        ports: ports.get(name) ?? [],
        extension: extensions.services.get(name),
      },
      root.at("services", name),
    ),
  );
  const placement = placeServices(placing(taken, extensions), hosts, root.at("services"));
  const services = taken.map(({ service }) => ({ ...service, hosts: placement.get(service.name) ?? [1] }));
  const configs = takeConfigs(project, { variables, folder, tokens }, root);
  const folders = new Map(taken.flatMap((one) => one.folders.map((given) => [given.name, given] as const)));
  const model: ComposeModel = {
    name: modelName(project.name, folder),
    services: inOrder(services),
    networks: takeNetworks(project, root),
    volumes: volumesOf(project, taken),
    ...unlessEmpty({ volumeBackups: volumeBackups(extensions) }),
    secrets: takeSecrets(project, { extensions, folder, variables, tokens }, root),
    ...(configs.length === 0 ? {} : { configs }),
    ...(folders.size === 0 ? {} : { folders: [...folders.values()] }),
  };
  const isLimited = (name: string): boolean => {
    const { mem_limit: old, deploy } = project.services[name] ?? {};
    return (deploy?.resources?.limits?.memory ?? old) !== undefined;
  };
  checkAcross(model, { memoryMiB, areOwn: hosts === "own", isLimited }, root);
  checkRoutes(model, root);
  checkDeployed(model, source.notDeployed ?? notDeployedBy(hosts === "own" ? "vms" : "containers"), root);
  return withIngress(model, folder);
}

/** Images and labels take small letters, digits and hyphens. */
function modelName(name: string, folder: string): string {
  const plain = (text: string): string => text.replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  return plain(name) || plain(basename(folder).toLowerCase()) || "app";
}

/** Those of the file that are kept on the data disk, then those without a name in it. */
function volumesOf({ volumes }: Project, taken: readonly TakenService[]): readonly string[] {
  const named = Object.entries(volumes).flatMap(([name, { driver_opts: options = {} }]) =>
    options["o"] === "bind" || options["type"] === "tmpfs" ? [] : [name],
  );
  return [...new Set([...named, ...taken.flatMap(({ anonymous }) => anonymous)])];
}

function volumeBackups({ volumes }: Extensions): NonNullable<ComposeModel["volumeBackups"]> {
  return Object.fromEntries(
    [...volumes].flatMap(([name, { backup }]) => (backup === undefined ? [] : [[name, backup]])),
  );
}

function placing(taken: readonly TakenService[], extensions: Extensions) {
  return taken.map(({ service }) => ({
    service,
    asked: extensions.services.get(service.name)?.hosts,
    keeps: [
      ...service.volumes.map(({ volume }) => volume).filter((name) => extensions.volumes.get(name)?.per !== "host"),
      ...(service.folderMounts ?? []).map(({ folder }) => folder),
    ],
  }));
}

function inOrder(services: readonly ServiceModel[]): ServiceModel[] {
  const ordered: ServiceModel[] = [];
  const place = (service: ServiceModel): void => {
    if (ordered.includes(service)) return;
    for (const needed of service.dependsOn) services.filter(({ name }) => name === needed).forEach(place);
    ordered.push(service);
  };
  services.forEach(place);
  return ordered;
}

/** A secure variable is a cause of its own, whatever else the text with its token breaks. */
function once(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path, rule, value }) => {
    const key = JSON.stringify([path, rule, value]);
    return !seen.has(key) && seen.add(key);
  });
}

function readFaults({ faults }: LoadedProject): readonly Fault[] {
  return faults.map(({ origin, ...fault }) => ({ ...fault, ...origin }));
}

/** A variable without a value would be an empty password as likely as not. */
function unsetVariables({ warnings }: LoadedProject): Fault[] {
  return warnings.map(({ origin, path, rule }) => ({
    path,
    rule: `${rule}: set it in .env beside the compose file, or with npx berth config set --path composeVariables.NAME VALUE`,
    ...origin,
  }));
}

function originOf({ originOf: find }: LoadedProject, { path }: Fault): Pick<Fault, "file" | "line"> {
  return find(path) ?? {};
}

function byLine(a: Fault, b: Fault): number {
  const [first, second] = [a.file ?? "", b.file ?? ""];
  return first === second ? (a.line ?? 0) - (b.line ?? 0) : first < second ? -1 : 1;
}
