import { IngressRoutes } from "@berth/resources/host-resources";
import * as pulumi from "@pulumi/pulumi";
import { INGRESS } from "../../compose/ingress-service";
import type { ComposeModel, ServiceModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { httpsPort } from "../../host/https-port";
import { ingressText, type RouteTarget } from "./ingress-text";
import { rolloutOf } from "./rollout";

/** A service as far as the ingress sees it. */
interface Routed {
  readonly containers: readonly { readonly name: pulumi.Output<string>; readonly id: pulumi.Output<string> }[];
  /** What is there once it can take requests. */
  readonly ready: readonly pulumi.Resource[];
}

interface RoutesArgs {
  readonly host: Host;
  readonly compose: ComposeModel;
  readonly started: ReadonlyMap<string, Routed>;
  /** Whether the host is a machine on this computer. Default: it is not. */
  readonly areLocal?: boolean;
}

/**
 * Applies the routes once all that they lead to is ready. A service that is replaced start-first is reached by the names of its containers:
 * the new ones get requests when they are healthy, and only then the old ones are deleted. One that is replaced stop-first is reached by
 * its own name, which requests wait for.
 */
export function ingressRoutes(
  name: string,
  { host, compose, started, areLocal = false }: RoutesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const ingress = started.get(INGRESS)?.containers[0];
  if (ingress === undefined) return;
  const routed = compose.services.filter(({ routes }) => routes !== undefined);
  const targets = pulumi.all(
    routed.flatMap((service) => targetsOf(service, started.get(service.name)?.containers ?? [])),
  );
  const routes = pulumi
    .all([targets, httpsPort(host)])
    .apply(([all, port]) => ingressText(all, { httpsPort: port, areLocal }));
  const dependsOn = routed.flatMap((service) => started.get(service.name)?.ready ?? []);
  const args = { sshConfig: host.sshConfig, host: host.name, container: ingress.name, containerId: ingress.id, routes };
  new IngressRoutes(name, args, { ...opts, dependsOn: [...dependsOn] });
}

function targetsOf(service: ServiceModel, containers: Routed["containers"]): pulumi.Output<RouteTarget>[] {
  const areBesideOld = rolloutOf(service).order === "start-first";
  const names = areBesideOld ? containers.map(({ name }) => name) : [pulumi.output(service.name)];
  return (service.routes ?? []).map(({ port, ...route }) =>
    pulumi.all(names).apply((known) => ({ ...route, upstreams: known.map((each) => `${each}:${port}`) })),
  );
}
