import type { Result } from "../figures/reading";
import { total } from "./amounts";

export interface Disk {
  readonly rootUsed: number;
  /** Of images: which service uses which layer. */
  readonly layers: readonly { readonly service: string; readonly layer: string; readonly bytes: number }[];
  /** What a unit's packages and release take. */
  readonly shares: readonly { readonly kind: Share; readonly service: string; readonly bytes: number }[];
}

type Share = "packages" | "release";

/** Of disk.sh on one machine; throws with a line that is none of its. */
export function parseDisk(text: string): Disk {
  let rootUsed: number | undefined;
  const layers: Disk["layers"][number][] = [];
  const shares: Disk["shares"][number][] = [];
  for (const line of text.trim().split("\n")) {
    const [, kind, service = "", layer = "", digits] =
      /^(root|layer|packages|release) (\S+)(?: (\S+))? (\d+)$/.exec(line) ?? [];
    const bytes = Number(digits);
    if (kind === "root") rootUsed = bytes;
    else if (kind === "layer") layers.push({ service, layer, bytes });
    else if (kind === "packages" || kind === "release") shares.push({ kind, service, bytes });
    else throw new Error(`not a line of disk.sh: ${JSON.stringify(line)}`);
  }
  if (rootUsed === undefined) throw new Error("disk.sh printed no `root` line");
  return { rootUsed, layers, shares };
}

/** Of every host of a runtime. */
export function diskResults(machines: readonly Disk[]): readonly Result[] {
  const shares = machines.flatMap((machine) => machine.shares);
  const layers = machines.flatMap((machine) => machine.layers);
  return [
    { measure: "disk-base", value: sum(machines.map(({ rootUsed }) => ({ bytes: rootUsed }))) - sum(shares) },
    servicesResult(layers.length > 0 ? layerParts(layers) : unitParts(shares), shares),
  ];
}

function servicesResult(parts: Readonly<Record<string, number>>, shares: Disk["shares"]): Result {
  const bare = shares.find(({ kind, bytes }) => kind === "packages" && bytes === 0);
  if (bare !== undefined) throw new Error(`no package was found that came for ${bare.service}`);
  if (Object.keys(parts).length === 0) throw new Error("no service runs on these machines");
  return { measure: "disk-services", value: total(parts), parts };
}

/** Each layer once: under its service, or as shared where several have it. */
function layerParts(layers: Disk["layers"]): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const id of new Set(layers.map(({ layer }) => layer))) {
    const users = layers.filter(({ layer }) => layer === id);
    const names = new Set(users.map(({ service }) => service));
    const owner = names.size > 1 ? "shared" : (users[0]?.service ?? "");
    parts[owner] = (parts[owner] ?? 0) + (users[0]?.bytes ?? 0);
  }
  return parts;
}

function unitParts(shares: Disk["shares"]): Record<string, number> {
  const names = [...new Set(shares.map(({ service }) => service))];
  return Object.fromEntries(names.map((name) => [name, sum(shares.filter(({ service }) => service === name))]));
}

function sum(things: readonly { readonly bytes: number }[]): number {
  return things.reduce((all, { bytes }) => all + bytes, 0);
}
