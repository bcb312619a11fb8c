import * as pulumi from "@pulumi/pulumi";
import { Claim } from "@berth/resources/host-resources";
import { present } from "../../compose/present";
import type { ComposeModel } from "../../compose/service-model";
import { holdersOfThings, SUBNETS, subnetsOfNetworks } from "./exclusive-things";

/** The claims on the exclusive things of a host, by the thing. */
export type Claims = ReadonlyMap<string, Claim>;

/** A claim for each exclusive thing of a host's services, and one for the subnets of its networks. */
export function makeClaims(
  prefix: string,
  compose: Pick<ComposeModel, "services" | "networks">,
  opts: pulumi.CustomResourceOptions,
): Claims {
  const entries = [...holdersOfThings(compose)].map(
    ([thing, holders]) =>
      [thing, new Claim(`${prefix}-claim-${thing}`, { thing, holders: [...holders] }, opts)] as const,
  );
  const subnets = subnetsOfNetworks(compose);
  if (Object.keys(subnets).length === 0) return new Map(entries);
  const ofNetworks = new Claim(`${prefix}-claim-${SUBNETS}`, { thing: SUBNETS, holders: [], subnets }, opts);
  return new Map([...entries, [SUBNETS, ofNetworks]]);
}

/** The same name, known only once all of these things are free for it. Whatever has the name goes before one of them is handed over. */
export function claimedName(
  name: pulumi.Input<string>,
  things: readonly string[],
  claims: Claims,
): pulumi.Output<string> {
  const claimed = things.map((thing) => present(claims.get(thing), `claim for ${thing}`).claimed);
  return pulumi.all([pulumi.all(claimed), name]).apply(([, known]) => known);
}
