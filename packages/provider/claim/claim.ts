import type { ClaimInputs, ClaimOutputs } from "@berth/resources/host-types";
import { list, text } from "../fields";
import type { ResourceKind } from "../resource-kind";

/**
 * Who has a thing that not everyone can have at once; lives in the state alone. Where a holder leaves and another one comes,
 * it is replaced, the old one first: the engine then deletes all that depends on it before anything takes the thing again.
 */
export const claim: ResourceKind<ClaimInputs, ClaimOutputs> = {
  fields: { thing: text(), holders: list(text()) },
  replaceKeys: ["thing", "claimed"],
  deleteBeforeReplace: true,
  drift: ({ inputs }, news) => Promise.resolve(isHandedOver(inputs.holders, news.holders) ? ["claimed"] : []),
  planned: (_name, { thing }) => Promise.resolve({ claimed: thing }),
  create: (operation, { thing }) => Promise.resolve({ id: operation.name, outputs: { claimed: thing } }),
  update: (_operation, { thing }) => Promise.resolve({ claimed: thing }),
  delete: () => Promise.resolve(),
};

function isHandedOver(olds: readonly string[], news: readonly string[]): boolean {
  return olds.some((holder) => !news.includes(holder)) && news.some((holder) => !olds.includes(holder));
}
