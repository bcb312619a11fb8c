import * as pulumi from "@pulumi/pulumi";
import { openPorts } from "./compose/open-ports";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config/config-schema";

/** Throws when a domain would have hosts that get certificates in each other's way; warns of hosts that nothing runs on. */
export function checkPlacement({ domain, hosts }: StackConfig, { services }: ComposeModel): void {
  const open = new Set(services.filter((service) => openPorts(service).length > 0).flatMap((service) => service.hosts));
  if (domain !== "" && open.size > 1) {
    throw new pulumi.RunError(
      `domain: ${domain} would lead to ${open.size} hosts, and the certificate authority could validate against the wrong one: publish ports on one host (x-berth: { hosts: [1] }), or leave domain empty and put a load balancer before them`,
    );
  }
  const used = new Set(services.flatMap((service) => service.hosts));
  const idle = Array.from({ length: hosts }, (_, index) => index + 1).filter((host) => !used.has(host));
  if (idle.length === 0) return;
  const which = idle.length === 1 ? `host ${idle[0] ?? ""}` : `hosts ${idle.join(", ")}`;
  void pulumi.log.warn(
    `no service runs on ${which}: say where one does with x-berth: { hosts: all } in the compose file`,
  );
}
