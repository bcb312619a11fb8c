import { openPorts } from "@berth/infra/open-ports";
import type { ComposeModel, ServiceModel } from "@berth/infra/service-model";
import type { Application } from "./read-application";

/** What `init` has written. */
export interface Written {
  readonly name: string;
  /** Names of the files that changed. */
  readonly files: readonly string[];
}

/** What a person reads of an application: what it opens, keeps and lacks, or every error of its file. */
export function describeApplication({ model, missing, errors }: Application, written?: Written): string {
  if (model === undefined) return section(`The file has ${errors.length} error(s); nothing was written`, errors);
  return [
    section(`${model.services.length} service(s)`, model.services.map(describeService)),
    section("It opens", opened(model)),
    section("It keeps on the data disk, also when a host is replaced", kept(model)),
    ...(model.notices === undefined || model.notices.length === 0
      ? []
      : [section("It differs from Compose", model.notices)]),
    ...(missing.length === 0 ? [] : [section("Set these before `npm run up`", missing)]),
    ...(written === undefined ? [] : [describeWritten(written)]),
  ].join("\n");
}

function describeService({ name, build, image, archive, volumes, folderMounts = [] }: ServiceModel): string {
  const origin = build === undefined ? (image?.reference ?? archive ?? "") : "built from its Dockerfile";
  const isStateful = volumes.length + folderMounts.length > 0;
  return `${name}: ${origin}${isStateful ? ", with data" : ""}`;
}

function opened({ services }: ComposeModel): readonly string[] {
  const ports = services.flatMap((service) =>
    openPorts(service).map(
      ({ host, protocol = "tcp" }) => `port ${host}${protocol === "udp" ? "/udp" : ""} of ${service.name}, to everyone`,
    ),
  );
  const routes = services.flatMap(({ name, routes: own = [] }) =>
    own.map(({ host, path, port }) => `https://${host}${path}, which leads to port ${port} of ${name}`),
  );
  const hint = "nothing: publish a port, or give a service a route, `x-berth: { route: { host: NAME, port: PORT } }`";
  return ports.length + routes.length === 0 ? [hint] : [...ports, ...routes];
}

function kept({ volumes, folders = [] }: ComposeModel): readonly string[] {
  const kept = [...volumes.map((name) => `volume ${name}`), ...folders.map(({ path }) => `folder ${path}`)];
  return kept.length === 0 ? ["nothing"] : kept;
}

function describeWritten({ name, files }: Written): string {
  const lines = files.length === 0 ? ["nothing: all of it was written before"] : files;
  return `${section(`Written, for project ${name}`, lines)}\nNext: \`npm run preview\`, then \`npm run up\`.\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...lines.map((line) => `  ${line}`), ""].join("\n");
}
