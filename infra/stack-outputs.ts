import * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";

/** Where the services answer: the host's port 80. */
export function urlOf({ address, hostPorts }: Host): pulumi.Output<string> {
  return pulumi.interpolate`http://${address}:${hostPorts.apply((ports) => ports["80"] ?? 80)}`;
}

/** What people and programs need to enter a host; `ssh` works as it stands. No key is in it. */
export function describeHost({ name, address, sshPort, user, sshConfig }: Host) {
  return { name, address, sshPort, user, sshConfig, ssh: pulumi.interpolate`ssh -F ${sshConfig} ${name}` };
}
