import * as parts from "./parts";
import * as read from "./reader";
import { service } from "./service";

const options = read.record(read.scalarText);

const network = read.extended(
  read.fields({
    name: read.text,
    driver: read.text,
    driver_opts: options,
    ipam: read.fields({
      driver: read.text,
      config: read.list(
        read.fields({ subnet: read.text, ip_range: read.text, gateway: read.text, aux_addresses: parts.pairs }),
      ),
      options,
    }),
    external: read.boolean,
    internal: read.boolean,
    enable_ipv4: read.boolean,
    enable_ipv6: read.boolean,
    attachable: read.boolean,
    labels: parts.pairs,
  }),
);

const volume = read.extended(
  read.fields({
    name: read.text,
    driver: read.text,
    driver_opts: options,
    external: read.boolean,
    labels: parts.pairs,
  }),
);

const fileObject = {
  name: read.text,
  environment: read.text,
  file: read.text,
  external: read.boolean,
  labels: parts.pairs,
  template_driver: read.text,
};

/** The whole project, each key by itself; references.ts has the rules between them. */
export const project = read.extended(
  read.fields({
    name: read.text,
    version: read.anything,
    services: read.named(service),
    networks: read.named(read.orNothing(network)),
    volumes: read.named(read.orNothing(volume)),
    secrets: read.named(read.extended(read.fields({ ...fileObject, driver: read.text, driver_opts: options }))),
    configs: read.named(read.extended(read.fields({ ...fileObject, content: read.text }))),
    models: read.anything,
    jobs: read.anything,
  }),
);

export type CheckedProject = NonNullable<read.Read<typeof project>>;
export type CheckedService = NonNullable<CheckedProject["services"]>[string];
