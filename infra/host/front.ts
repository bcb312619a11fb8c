import type * as pulumi from "@pulumi/pulumi";

/** What clients connect to in place of the hosts: a load balancer, by its address or by a name of the cloud's. */
export interface Front {
  readonly recordType: "A" | "CNAME";
  /** The address, or the name without a dot at its end. */
  readonly address: pulumi.Output<string>;
}
