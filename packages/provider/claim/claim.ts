import type { ClaimInputs, ClaimOutputs } from "@berth/resources/host-types";
import { list, mapOf, optional, text } from "../fields";
import type { ResourceKind } from "../resource-kind";
import { takesSubnet } from "./takes-subnet";

const anyName = { pattern: /^[^\0]+$/, meaning: "the name of a network" };
const subnet = { pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, meaning: "an IPv4 network such as 10.0.0.0/16" };

/**
 * Who has a thing that not everyone can have at once; lives in the state alone. Where a holder leaves and another one comes,
 * it is replaced, the old one first: the engine then deletes all that depends on it before anything takes the thing again.
 */
export const claim: ResourceKind<ClaimInputs, ClaimOutputs> = {
  fields: { thing: text(), holders: list(text()), subnets: optional(mapOf(anyName, text(subnet))) },
  replaceKeys: ["thing", "claimed"],
  deleteBeforeReplace: true,
  drift: ({ inputs }, news) => Promise.resolve(isHandedOver(inputs, news) ? ["claimed"] : []),
  planned: (_urn, { thing }) => Promise.resolve({ claimed: thing }),
  create: (operation, { thing }) => Promise.resolve({ id: operation.name, outputs: { claimed: thing } }),
  update: (_operation, { thing }) => Promise.resolve({ claimed: thing }),
  delete: () => Promise.resolve(),
};

function isHandedOver(olds: ClaimInputs, news: ClaimInputs): boolean {
  return hasOtherHolder(olds.holders, news.holders) || takesSubnet(olds.subnets, news.subnets);
}

function hasOtherHolder(olds: readonly string[], news: readonly string[]): boolean {
  return olds.some((holder) => !news.includes(holder)) && news.some((holder) => !olds.includes(holder));
}
