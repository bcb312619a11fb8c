import { entryOf, isText, type MapNode, type Node, withEntries } from "../node";
import type { Place } from "../place";
import type { FileSource, Surroundings } from "./file-source";
import { merge } from "./merge";
import { absolute } from "./resolve-paths";

interface Extending extends Surroundings {
  /** Of the file that is read. */
  readonly path: string;
}

/** The file with every service that extends another one written out. */
export function applyExtends(file: MapNode, around: Extending, loader: FileSource, root: Place): MapNode {
  const services = file.entries.get("services");
  if (services?.kind !== "map") return file;
  const extending = new Extender(around, loader, root.at("services"));
  const entries = [...services.entries.keys()].map((name) => {
    const extended = extending.resolve(name, services, { path: around.path, trail: [] });
    return [name, extended ?? services.entries.get(name) ?? services] as const;
  });
  return withEntries(file, { services: { ...services, entries: new Map(entries) } });
}

interface Position {
  readonly path: string;
  /** `path#service` of those that lead here. */
  readonly trail: readonly string[];
}

class Extender {
  private readonly bases = new Map<string, MapNode | undefined>();

  constructor(
    private readonly around: Extending,
    private readonly loader: FileSource,
    private readonly at: Place,
  ) {}

  /** The service without `extends`; undefined when there is none of that name. */
  resolve(name: string, services: MapNode, { path, trail }: Position): Node | undefined {
    const service = services.entries.get(name);
    const wanted = entryOf(service, "extends");
    if (service?.kind !== "map" || wanted === undefined) return service;
    const at = this.at.at(name, "extends");
    const own = withEntries(service, { extends: undefined });
    const step = `${path}#${name}`;
    if (trail.includes(step)) {
      at.fault("must not lead back to the service itself", wanted);
      return own;
    }
    const [from, other] = [entryOf(wanted, "file"), entryOf(wanted, "service")];
    if (!isText(other)) {
      at.fault("must name a service", wanted);
      return own;
    }
    const basePath = isText(from) ? absolute(from.value, this.folderOf(path)) : path;
    const siblings = basePath === path ? services : this.servicesOf(basePath, at, wanted);
    if (siblings === undefined) return own;
    const base = this.resolve(other.value, siblings, { path: basePath, trail: [...trail, step] });
    if (base === undefined) at.fault(`must be a service of ${this.loader.label(basePath)}`, other);
    return base === undefined ? own : merge(base, own, this.at.at(name));
  }

  /** `extends.file` starts at the project's folder in its own files, at the file's folder elsewhere. */
  private folderOf(path: string): string {
    return path === this.around.path ? this.around.folder : path.slice(0, path.lastIndexOf("/"));
  }

  private servicesOf(path: string, at: Place, wanted: Node): MapNode | undefined {
    if (!this.bases.has(path)) this.bases.set(path, this.loader.loadBase(path, this.around.lookup));
    const services = entryOf(this.bases.get(path), "services");
    if (services?.kind === "map") return services;
    at.fault(`${this.loader.label(path)} must be a file with services`, wanted);
    return undefined;
  }
}
