import { fields, integer, mapping, only, type Read, type Reader } from "./reader";
import * as scalar from "./scalars";
import { serviceFile } from "./service-schema";

const MADE_BY_PROGRAM = "the program makes it and keeps its data on the host's own disk";

const secret = fields(
  {
    "x-berth": fields(
      { generate: fields({ length: integer(16, 128) }, { required: ["length"] }) },
      { required: ["generate"] },
    ),
  },
  {
    required: ["x-berth"],
    refused: {
      file: "a secret is made by the program: x-berth: { generate: { length: 32 } }",
      environment: "a secret is made by the program: x-berth: { generate: { length: 32 } }",
      external: "a secret is made by the program: x-berth: { generate: { length: 32 } }",
    },
  },
);

const network = orEmpty(
  fields(
    {
      internal: (value, at): boolean | undefined =>
        typeof value === "boolean" ? value : at.fault("must be true or false", value),
    },
    {
      refused: {
        external: "networks belong to this file",
        driver: "networks are bridges of the host",
        driver_opts: "networks are plain bridges",
      },
    },
  ),
);

const volume = orEmpty(
  fields(
    {
      "x-berth": fields({
        per: only("host", "must be host: each host that a service runs on has a volume of its own"),
      }),
    },
    {
      refused: {
        external: MADE_BY_PROGRAM,
        driver: MADE_BY_PROGRAM,
        driver_opts: MADE_BY_PROGRAM,
        name: MADE_BY_PROGRAM,
      },
    },
  ),
);

/** The whole file, each key by itself; across-checks.ts has the rules between them. */
export const composeFile = fields(
  {
    name: scalar.name,
    services: mapping(scalar.NAME, scalar.NAME_RULE, serviceFile),
    networks: mapping(scalar.NAME, scalar.NAME_RULE, network),
    volumes: mapping(scalar.ITEM_NAME, scalar.ITEM_NAME_RULE, volume),
    secrets: mapping(scalar.ITEM_NAME, scalar.ITEM_NAME_RULE, secret),
  },
  {
    required: ["name", "services"],
    refused: {
      include: "one file describes the host",
      configs: "copy the file in the Dockerfile",
      version: "it is obsolete in Compose, remove it",
    },
  },
);

export type ComposeFile = NonNullable<Read<typeof composeFile>>;

/** Compose lets a network or volume without settings be written as `name:`. */
function orEmpty<T>(reader: Reader<T>): Reader<T> {
  return (value, at) => reader(value ?? {}, at);
}
