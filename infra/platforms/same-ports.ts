import * as pulumi from "@pulumi/pulumi";
import { type PublicPort, portName } from "../guest/public-port";

const ssh: PublicPort = { port: 22, protocol: "tcp" };

/** The host ports of a machine with an address of its own: each guest port is itself, SSH's among them. */
export function samePorts(publicPorts: readonly PublicPort[]): pulumi.Output<Record<string, number>> {
  return pulumi.output(Object.fromEntries([ssh, ...publicPorts].map((open) => [portName(open), open.port])));
}
