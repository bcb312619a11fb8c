import type { PinnedInputs, PinnedOutputs } from "@berth/resources/cloud-types";
import { integer, text } from "../fields";
import type { ResourceKind, State } from "../resource-kind";

/** Lives in the state alone. A new value is recorded as an input; what is held changes with the generation only. */
export const pinned: ResourceKind<PinnedInputs, PinnedOutputs> = {
  fields: { generation: integer(1, 9999), value: text() },
  replaceKeys: [],
  planned: (_urn, news, old) => Promise.resolve({ held: heldValue(news, old) }),
  create: (operation, { value }) => Promise.resolve({ id: operation.name, outputs: { held: value } }),
  update: (_operation, news, old) => Promise.resolve({ held: heldValue(news, old) }),
  delete: () => Promise.resolve(),
};

function heldValue(news: PinnedInputs, old: State<PinnedInputs, PinnedOutputs> | undefined): string {
  return old !== undefined && old.inputs.generation === news.generation ? old.outputs.held : news.value;
}
