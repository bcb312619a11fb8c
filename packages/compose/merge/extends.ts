import { entryOf, isText, type MapNode, type Node, withEntries } from "../node";
import type { Place } from "../place";
import type { Loading } from "./file-source";
import { merge } from "./merge";
import { absolute } from "./resolve-paths";

interface Extending extends Loading {
  /** Of the file that is read. */
  readonly path: string;
}

/** The file with every service that extends another one written out. */
export function applyExtends(file: MapNode, around: Extending, root: Place): MapNode {
  const services = file.entries.get("services");
  if (services?.kind !== "map") return file;
  const extending = new Extender(around, root.at("services"));
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

interface Extended extends Position {
  /** Those of the file at `path`. */
  readonly services: MapNode;
}

class Extender {
  private readonly bases = new Map<string, MapNode | undefined>();

  constructor(
    private readonly around: Extending,
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
    const base = this.base(wanted, { services, path, trail: [...trail, step] }, at);
    return base === undefined ? own : merge(base, own, this.at.at(name));
  }

  /** The service that `wanted` names, without an `extends` of its own; undefined after a fault. */
  private base(wanted: Node, { services, path, trail }: Extended, at: Place): Node | undefined {
    const [from, other] = [entryOf(wanted, "file"), entryOf(wanted, "service")];
    if (!isText(other)) return at.fault("must name a service", wanted);
    const basePath = isText(from) ? absolute(from.value, this.folderOf(path)) : path;
    const siblings = basePath === path ? services : this.servicesOf(basePath, at, wanted);
    if (siblings === undefined) return undefined;
    const base = this.resolve(other.value, siblings, { path: basePath, trail });
    return base ?? at.fault(`must be a service of ${this.around.loader.label(basePath)}`, other);
  }

  /** `extends.file` starts at the project's folder in its own files, at the file's folder elsewhere. */
  private folderOf(path: string): string {
    return path === this.around.path ? this.around.folder : path.slice(0, path.lastIndexOf("/"));
  }

  private servicesOf(path: string, at: Place, wanted: Node): MapNode | undefined {
    if (!this.bases.has(path)) this.bases.set(path, this.around.loader.loadBase(path, this.around.lookup));
    const services = entryOf(this.bases.get(path), "services");
    if (services?.kind === "map") return services;
    return at.fault(`${this.around.loader.label(path)} must be a file with services`, wanted);
  }
}
