import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";

/** The port by which clients reach a host's 443. */
export function httpsPort({ hostPorts }: Pick<Host, "hostPorts">): pulumi.Output<number> {
  return hostPorts.apply((ports) => ports["443"] ?? 443);
}

/** The port as a URL of https has it: the usual one is left out. */
export function httpsPortText(port: number): string {
  return port === 443 ? "" : `:${port}`;
}
