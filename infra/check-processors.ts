import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config/config-schema";

/** Throws when a container would get more processors than its host has: Docker refuses to create it, when the host is made. */
export function checkProcessors({ runtime, cpus }: StackConfig, { services }: ComposeModel): void {
  if (runtime !== "containers") return;
  const greedy = services.filter((service) => service.cpus > cpus);
  if (greedy.length === 0) return;
  const names = greedy.map((service) => `${service.name} (cpus ${service.cpus})`).join(", ");
  throw new pulumi.RunError(`cpus: a host has ${cpus}, less than ${names}: raise cpus, or lower those of the services`);
}
