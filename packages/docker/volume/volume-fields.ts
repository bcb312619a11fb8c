import { refused, type Fields } from "../bridge/field";

/** docker:index/volume:Volume as in the official plugin 5.2.0, without Swarm's cluster volumes: every change replaces. */
export const volumeFields: Fields = {
  cluster: refused("object", "Swarm's cluster volumes are out of its reach"),
  driver: { kind: "string", replaces: true, computed: true },
  driverOpts: { kind: "map", replaces: true },
  labels: {
    kind: "objectSet",
    replaces: true,
    fields: { label: { kind: "string", required: true }, value: { kind: "string", required: true } },
  },
  mountpoint: { kind: "string", outputOnly: true },
  name: { kind: "string", required: true, replaces: true },
};
