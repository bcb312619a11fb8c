import * as pulumi from "@pulumi/pulumi";
import { hostAddress } from "../config/cidr";

/** The address that a host has among its peers, by its number, in their subnet; throws when the subnet is too small. */
export function peerAddress(subnet: string | undefined, number: number): string {
  try {
    return hostAddress(subnet ?? "", number);
  } catch (error) {
    throw new pulumi.RunError(`networkCidr: ${error instanceof Error ? error.message : String(error)}`);
  }
}
