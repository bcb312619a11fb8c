import type { Project, Service } from "@berth/compose";
import type { Place } from "./fault";
import { fields, integer, list, only, type Read, type Reader, text, words } from "./reader";
import { systemdFile } from "./systemd-schema";
import { routeOrList } from "./take-routes";

/** "all", or the numbers of hosts. */
const hosts: Reader<"all" | number[]> = (value, at) => {
  if (value === "all") return value;
  if (Array.isArray(value) && value.length === 0) return at.fault("must name a host", value);
  return list(integer(1, 999))(value, at);
};

/** From the compose file's folder. */
const archive = text(
  /^[^\0]*\.tar$/,
  "the path of a .tar file that docker save, or a tool that writes OCI layouts, has written",
);

const commandWords = words("a list of words, the first of which is a program of the image");
const backupCommands = fields({ command: commandWords, restore: commandWords }, { required: ["command", "restore"] });

/** What its containers do while a volume is copied. */
const whileCopied: Reader<"running" | "paused"> = (value, at) =>
  value === "running" || value === "paused"
    ? value
    : at.fault("must be running or paused: what its containers do while its files are copied", value);

const ofService = fields({ hosts, systemd: systemdFile, archive, route: routeOrList, backup: backupCommands });
const ofVolume = fields({
  per: only("host", "must be host: each host that a service runs on has a volume of its own"),
  backup: whileCopied,
});
const ofSecret = fields({ generate: fields({ length: integer(16, 128) }, { required: ["length"] }) });

export type ServiceExtension = NonNullable<Read<typeof ofService>>;

/** What `x-berth` keys say: of services, volumes and secrets, by name. */
export interface Extensions {
  readonly services: ReadonlyMap<string, ServiceExtension>;
  readonly volumes: ReadonlyMap<string, NonNullable<Read<typeof ofVolume>>>;
  readonly secrets: ReadonlyMap<string, NonNullable<Read<typeof ofSecret>>>;
}

export function readExtensions({ services, volumes, secrets }: Project, at: Place): Extensions {
  return {
    services: readEach(services, ofService, at.at("services")),
    volumes: readEach(volumes, ofVolume, at.at("volumes")),
    secrets: readEach(secrets, ofSecret, at.at("secrets")),
  };
}

function readEach<T>(
  parts: Readonly<Record<string, { readonly extensions?: Service["extensions"] }>>,
  reader: Reader<T>,
  at: Place,
): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(parts).flatMap(([name, { extensions = {} }]): [string, T][] => {
      const value = extensions["x-berth"];
      const read = value === undefined ? undefined : reader(value, at.at(name, "x-berth"));
      return read === undefined ? [] : [[name, read]];
    }),
  );
}
