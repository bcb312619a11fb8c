import type { Origin, Path } from "../fault";
import type { Place } from "../place";
import type { Config, Project, Secret, Service } from "../project";

export type OriginOf = (path: Path) => Origin | undefined;

interface Surroundings {
  /** Services whose profiles are not active. */
  readonly disabled: ReadonlySet<string>;
  readonly originOf: OriginOf;
}

/** The specification's rules between the parts of a project. */
export function checkReferences(project: Project, { disabled, originOf }: Surroundings, at: Place): void {
  const checking = new References(project, disabled, originOf);
  for (const [name, service] of Object.entries(project.services)) checking.service(service, at.at("services", name));
  for (const kind of ["secrets", "configs"] as const) checking.fileObjects(kind, at.at(kind));
  checking.cycles(at.at("services"));
}

class References {
  constructor(
    private readonly project: Project,
    private readonly disabled: ReadonlySet<string>,
    private readonly originOf: OriginOf,
  ) {}

  service(service: Service, at: Place): void {
    this.origin(service, at);
    if (service.network_mode !== undefined && Object.keys(service.networks).length > 0)
      this.fault(at.at("network_mode"), "can't stand beside networks");
    this.known(Object.keys(service.networks), "networks", at.at("networks"));
    this.listed(service.secrets, "secrets", at);
    this.listed(service.configs, "configs", at);
    this.mounts(service, at);
    this.dependencies(service, at);
    this.healthcheck(service, at.at("healthcheck", "test"));
    this.scale(service, at);
  }

  /** Where its image comes from. */
  private origin(service: Service, at: Place): void {
    if (service.image === undefined && service.build === undefined && service.provider === undefined)
      this.fault(at, "must have an image or a build");
    if (service.build?.dockerfile !== undefined && service.build.dockerfile_inline !== undefined)
      this.fault(at.at("build", "dockerfile_inline"), "can't stand beside dockerfile");
    this.listed(service.build?.secrets ?? [], "secrets", at.at("build"));
  }

  fileObjects(kind: "secrets" | "configs", at: Place): void {
    const sources = kind === "secrets" ? ["file", "environment"] : ["file", "environment", "content"];
    const objects: Readonly<Record<string, Secret | Config>> = this.project[kind];
    for (const [name, object] of Object.entries(objects)) {
      if (object.external === true || object.extensions?.["x-berth"] !== undefined) continue;
      const given = sources.filter((key) => Object.hasOwn(object, key));
      const driver = "driver" in object ? object.driver : undefined;
      if (given.length > 1) this.fault(at.at(name), `must have only one of ${sources.join(", ")}`);
      if (given.length === 0 && driver === undefined) this.fault(at.at(name), `must have one of ${sources.join(", ")}`);
    }
  }

  cycles(at: Place): void {
    const done = new Set<string>();
    const visit = (name: string, trail: readonly string[]): void => {
      if (trail.includes(name)) {
        const cycle = [...trail.slice(trail.indexOf(name)), name];
        this.fault(at.at(trail.at(-1) ?? name, "depends_on", name), `must not lead back: ${cycle.join(" → ")}`);
        return;
      }
      if (done.has(name)) return;
      for (const next of Object.keys(this.project.services[name]?.depends_on ?? {})) visit(next, [...trail, name]);
      done.add(name);
    };
    for (const name of Object.keys(this.project.services)) visit(name, []);
  }

  private known(names: readonly string[], kind: "networks" | "secrets" | "configs" | "volumes", at: Place): void {
    for (const name of names)
      if (!Object.hasOwn(this.project[kind], name)) this.fault(at.at(name), `must be declared in ${kind}`);
  }

  private listed(mounts: readonly { readonly source: string }[], kind: "secrets" | "configs", at: Place): void {
    for (const [index, { source }] of mounts.entries())
      if (!Object.hasOwn(this.project[kind], source))
        this.fault(at.at(kind, index), `${source} must be declared in ${kind}`);
  }

  private mounts({ volumes, tmpfs }: Service, at: Place): void {
    const taken = new Map<string, string>();
    const mount = (target: string, place: Place, what: string): void => {
      const by = taken.get(target);
      if (by !== undefined) this.fault(place, `${target} is already where ${by} is mounted`);
      taken.set(target, what);
    };
    for (const [index, one] of tmpfs.entries())
      mount(one.split(":")[0] ?? "", at.at("tmpfs", index), `tmpfs[${index}]`);
    for (const [index, { type, source, target }] of volumes.entries()) {
      mount(target, at.at("volumes", index), `volumes[${index}]`);
      if (type !== "volume" || source === undefined || Object.hasOwn(this.project.volumes, source)) continue;
      this.fault(at.at("volumes", index), `${source} must be declared in volumes`);
    }
  }

  private dependencies(service: Service, at: Place): void {
    for (const [other, { required }] of Object.entries(service.depends_on)) {
      if (Object.hasOwn(this.project.services, other) || (this.disabled.has(other) && !required)) continue;
      const why = this.disabled.has(other) ? ": its profile is not active" : "";
      this.fault(at.at("depends_on", other), `must be a service of this project${why}`);
    }
    const [, shared] = /^service:(.*)$/.exec(service.network_mode ?? "") ?? [];
    if (shared !== undefined && !Object.hasOwn(this.project.services, shared))
      this.fault(at.at("network_mode"), `${shared} must be a service of this project`);
  }

  private healthcheck({ healthcheck }: Service, at: Place): void {
    const [kind] = healthcheck?.test ?? [];
    if (kind === undefined || /^(CMD|CMD-SHELL|NONE)$/.test(kind)) return;
    this.fault(at, "must begin with CMD, CMD-SHELL or NONE", kind);
  }

  private scale({ scale, deploy, container_name: name }: Service, at: Place): void {
    const replicas = deploy?.replicas;
    if (scale !== undefined && replicas !== undefined && scale !== replicas)
      this.fault(at.at("scale"), "must not differ from deploy.replicas", scale);
    const wanted = scale ?? replicas ?? 1;
    if (wanted < 0) this.fault(at.at("scale"), "must be 0 or more", wanted);
    if (wanted > 1 && name !== undefined)
      this.fault(at.at("container_name"), "can't be given to several containers", name);
  }

  private fault(at: Place, rule: string, value?: unknown): void {
    at.report(rule, value, this.originOf(at.path));
  }
}
