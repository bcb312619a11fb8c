import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config/config-schema";

/** Warns of hosts that nothing runs on. */
export function checkPlacement({ hosts }: StackConfig, { services }: ComposeModel): void {
  const used = new Set(services.flatMap((service) => service.hosts));
  const idle = Array.from({ length: hosts }, (_, index) => index + 1).filter((host) => !used.has(host));
  if (idle.length === 0) return;
  const which = idle.length === 1 ? `host ${idle[0] ?? ""}` : `hosts ${idle.join(", ")}`;
  void pulumi.log.warn(
    `no service runs on ${which}: say where one does with x-berth: { hosts: all } in the compose file`,
  );
}
