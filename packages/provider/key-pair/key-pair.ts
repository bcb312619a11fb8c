import type { KeyPairInputs } from "@berth/resources/local-types";
import { text } from "../fields";
import type { ResourceKind } from "../resource-kind";
import { newOpensshKey, type OpensshKey } from "./openssh-key";

/** Lives in the state alone. */
export const keyPair: ResourceKind<KeyPairInputs, OpensshKey> = {
  fields: {
    comment: text({ pattern: /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, meaning: "one line of printable ASCII" }),
  },
  replaceKeys: ["comment"],
  create: (_operation, { comment }) => {
    const key = newOpensshKey(comment);
    return Promise.resolve({ id: key.fingerprint, outputs: key });
  },
  delete: () => Promise.resolve(),
};
