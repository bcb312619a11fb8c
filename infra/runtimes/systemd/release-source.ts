import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { present } from "../../compose/present";
import type { BundleModel, ServiceModel, SystemdModel } from "../../compose/service-model";

/** What a release is made of on this computer. */
export interface ReleaseSource {
  /** Absolute path, as the service sees it → absolute path here. */
  readonly files: Readonly<Record<string, string>>;
  /** `entry` is an absolute path here. */
  readonly bundle?: BundleModel;
  /** Hex SHA-256 over all of it and, for a bundle, over everything that it could take in: the same content is the same release. */
  readonly content: string;
}

/** Reads what a service's release is made of; `folder` is that of the compose file. Throws when something is missing. */
export function releaseSource(
  { name, ...service }: ServiceModel,
  systemd: SystemdModel,
  folder: string,
): ReleaseSource {
  const context = join(folder, present(service.build, `build of ${name}`).context);
  const files = Object.entries(systemd.files)
    .flatMap(([path, source]) => filesAt(path, join(context, source), name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const { bundle } = systemd;
  const entry = bundle === undefined ? undefined : join(context, bundle.entry);
  const parts = [
    ...files.map(([path, source]) => [path, isProgram(source), digestOf(source)]),
    ...(entry === undefined ? [] : bundleParts(context)),
    bundle ?? null,
  ];
  return {
    files: Object.fromEntries(files),
    ...(bundle === undefined || entry === undefined ? {} : { bundle: { ...bundle, entry } }),
    content: createHash("sha256").update(JSON.stringify(parts)).digest("hex"),
  };
}

/** What npm installs: the lock file names its versions. */
const installed = "node_modules";

/** The build context with the service's own lock file; a service without one takes its packages from the root's. */
function bundleParts(context: string): readonly (readonly string[])[] {
  const sources = readdirSync(context)
    .filter((name) => name !== installed)
    .flatMap((name) => filesAt(`/${name}`, join(context, name), context))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const lock = "package-lock.json";
  const locks: Placed[] = existsSync(join(context, lock)) ? [] : [[lock, join(__dirname, "../../..", lock)]];
  return [...sources, ...locks].map(([path, source]) => [path, digestOf(source)]);
}

type Placed = readonly [path: string, source: string];

function filesAt(path: string, source: string, service: string): Placed[] {
  if (!existsSync(source)) throw new Error(`read release of ${service}: ${source} does not exist`);
  if (!statSync(source).isDirectory()) return [[path, source]];
  return readdirSync(source).flatMap((name) => filesAt(`${path}/${name}`, join(source, name), service));
}

function isProgram(source: string): boolean {
  return (statSync(source).mode & 0o100) !== 0;
}

function digestOf(source: string): string {
  return createHash("sha256").update(readFileSync(source)).digest("hex");
}
