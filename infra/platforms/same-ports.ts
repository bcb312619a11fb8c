import * as pulumi from "@pulumi/pulumi";

const sshPort = 22;

/** The host ports of a machine with an address of its own: each guest port is itself, SSH's among them. */
export function samePorts(publicPorts: readonly number[]): pulumi.Output<Record<string, number>> {
  return pulumi.output(Object.fromEntries([sshPort, ...publicPorts].map((port) => [String(port), port])));
}
