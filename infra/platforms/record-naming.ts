import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { StackConfig } from "../config/config-schema";

/** A resource name without dots for a host name; no two host names have the same. */
export function recordName(stack: string, hostName: string): string {
  // No label begins or ends with a dash.
  return `${stack}-${hostName.replaceAll("-", "--").replaceAll(".", "-")}`;
}

/**
 * A record is named for its host name, so that a domain that becomes the host name of a route, or the other way around, keeps its record.
 * The domain's record had another name before.
 */
export function recordOptions(
  stack: string,
  name: string,
  { domain }: Pick<StackConfig, "domain">,
): CustomResourceOptions {
  return name === domain ? { aliases: [{ name: `${stack}-domain` }] } : {};
}
