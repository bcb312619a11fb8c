import type { Deployed, DeployedHost } from "@berth/cli/deployed";

/** A stack from before there was a choice has no runtime: containers. */
export interface DeployedSide extends Deployed {
  readonly runtime?: Deployed["runtime"];
  readonly hosts: readonly (DeployedHost & { readonly privateAddress?: string })[];
}
