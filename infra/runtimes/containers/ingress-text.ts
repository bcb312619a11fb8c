import { httpsPortText } from "../../host/https-port";

/** A host name and path, and where it leads to. */
export interface RouteTarget {
  readonly host: string;
  readonly path: string;
  /** "name:port" of each container. */
  readonly upstreams: readonly string[];
  /** Path of a page that answers 200 while a container can take requests; left out: containers are not queried. */
  readonly health?: string;
}

export interface IngressSettings {
  /** The port by which clients reach 443. */
  readonly httpsPort: number;
  /** Whether no host name can have a public certificate. */
  readonly areLocal: boolean;
}

/** While Caddy 2.6 reloads, a certificate that is not loaded yet is an error of TLS, unless it may be read for a connection. */
const OWN_CERTIFICATE = ["\ttls internal {", "\t\ton_demand", "\t}"];
const HEALTH_INTERVAL = "5s";
const HEALTH_TIMEOUT = "3s";
/** Names that no public authority certifies. */
const PRIVATE = /(^|\.)(localhost|local|internal|test|example|invalid|lan|home|corp|home\.arpa|onion|alt)$/;

/** The ingress' routes as the part of a Caddyfile that its image imports: host names by name, of each the longest path first. */
export function ingressText(targets: readonly RouteTarget[], settings: IngressSettings): string {
  const hosts = [...new Set(targets.map(({ host }) => host))].sort();
  const sites = hosts.flatMap((host) =>
    siteLines(
      host,
      targets.filter((target) => target.host === host),
      settings,
    ),
  );
  return `${sites.join("\n")}\n`;
}

/** Whether a host name's certificate is one of the ingress' own authority. */
export function hasOwnCertificate(host: string, areLocal: boolean): boolean {
  return areLocal || !host.includes(".") || PRIVATE.test(host);
}

function siteLines(host: string, targets: readonly RouteTarget[], { httpsPort, areLocal }: IngressSettings): string[] {
  const ordered = [...targets].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
  const hasRest = ordered.some(({ path }) => path === "/");
  return [
    `http://${host} {`,
    `\tredir https://${host}${httpsPortText(httpsPort)}{uri} 308`,
    "}",
    `https://${host} {`,
    ...(hasOwnCertificate(host, areLocal) ? OWN_CERTIFICATE : []),
    "\timport host",
    "\troute {",
    ...ordered.flatMap(handleLines),
    ...(hasRest ? [] : ["\t\trespond 404"]),
    "\t}",
    "}",
  ];
}

function handleLines({ path, upstreams, health }: RouteTarget, index: number): string[] {
  const matcher = `@${index}`;
  const check =
    health === undefined
      ? []
      : [`health_uri ${health}`, `health_interval ${HEALTH_INTERVAL}`, `health_timeout ${HEALTH_TIMEOUT}`];
  return [
    ...(path === "/" ? [] : [`\t\t${matcher} path ${path} ${path}/*`]),
    path === "/" ? "\t\thandle {" : `\t\thandle ${matcher} {`,
    `\t\t\treverse_proxy ${upstreams.join(" ")} {`,
    `\t\t\t\timport ${upstreams.length > 1 ? "upstreams" : "upstream"}`,
    ...check.map((line) => `\t\t\t\t${line}`),
    "\t\t\t}",
    "\t\t}",
  ];
}
