import type { Field, Fields } from "../bridge/field";

const text: Field = { kind: "string" };
const replacedFlag: Field = { kind: "bool", replaces: true };

/** docker:index/network:Network as in the official plugin 5.2.0: every change replaces. */
export const networkFields: Fields = {
  attachable: replacedFlag,
  driver: { kind: "string", replaces: true, computed: true },
  ingress: replacedFlag,
  internal: { kind: "bool", replaces: true, computed: true },
  ipamConfigs: {
    kind: "objectSet",
    replaces: true,
    computed: true,
    fields: { auxAddress: { kind: "map" }, gateway: text, ipRange: text, subnet: text },
  },
  ipamDriver: { kind: "string", default: "default", replaces: true },
  ipamOptions: { kind: "map", replaces: true },
  ipv6: replacedFlag,
  labels: {
    kind: "objectSet",
    replaces: true,
    fields: { label: { kind: "string", required: true }, value: { kind: "string", required: true } },
  },
  name: { kind: "string", required: true, replaces: true },
  options: { kind: "map", replaces: true, computed: true },
  scope: { kind: "string", outputOnly: true },
};
