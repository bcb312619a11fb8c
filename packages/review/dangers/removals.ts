import { isJsonMap } from "../json";
import type { PlannedStep } from "../preview";
import { isWithin, type PropertyChange, propertyChanges, rootOfPath } from "../property-changes";
import { plainValue } from "../render/plain-value";
import { type Kind, kindOf } from "../resource-kinds";
import { code, type Danger, type Rule, rules } from "./danger";
import { forcingProperties } from "./forcing-properties";

/** Deletions, replacements with what forces them, shrinking disks and lifted protections. */
export function removalDangers(steps: readonly PlannedStep[]): readonly Danger[] {
  const gone = new Set(steps.filter(({ operation }) => isRemoval(operation)).map(({ urn }) => urn));
  return steps.flatMap((step) => {
    if ((step.after ?? step.before)?.custom !== true) return [];
    if (isRemoval(step.operation)) return goesWithAnother(step, gone) ? [] : removal(step);
    return [...shrinking(step), ...lostProtection(step)];
  });
}

/** Kinds that come and go with a resource that the review names itself. */
const accompanying = [
  "image",
  "secret files",
  "access",
  "attachment",
  "check",
  "boot data",
  "backup schedule",
  "provider",
] as const satisfies readonly Kind[];

/** Those, and what changes by being recreated. */
export const unremarkable: Readonly<Record<"delete" | "replace", ReadonlySet<Kind>>> = {
  delete: new Set(accompanying),
  replace: new Set([...accompanying, "container"]),
};

function isRemoval(operation: string): operation is "delete" | "replace" {
  return operation === "delete" || operation === "replace";
}

/** What lives on a machine goes and comes back with it, and the data of a retained volume stays. */
function goesWithAnother({ operation, before }: PlannedStep, gone: ReadonlySet<string>): boolean {
  const isHeld = before?.deletedWith !== undefined && gone.has(before.deletedWith);
  return operation === "replace" && isHeld;
}

function removal(step: PlannedStep): readonly Danger[] {
  const kind = kindOf(step);
  const verb = step.operation === "delete" ? "delete" : "replace";
  if (unremarkable[verb].has(kind)) return [];
  const what = verb === "delete" ? "is deleted" : `is replaced because ${reasonsOf(step)}`;
  return [
    danger(step, { verb, kind }, `${titleOf(step, kind)} ${what}${fateOfData(step, kind)}${protectedNote(step)}`),
  ];
}

export function titleOf({ type, name }: PlannedStep, kind: Kind): string {
  return `${kind === "other" ? (type.split(":").at(-1) ?? type) : kind} ${code(name)}`;
}

function reasonsOf(step: PlannedStep): string {
  const changes = propertyChanges(step);
  const forcing = changes.filter(({ forces }) => forces);
  const documented = changes.filter(({ path }) => isForcing(step.type, path));
  const reasons = forcing.length > 0 ? forcing : documented;
  return reasons.length > 0 ? reasons.map(reasonText).join(" and ") : otherReason(step);
}

/** Whether the cloud documents that it can't change the input at `path` of what exists. */
export function isForcing(type: string, path: string): boolean {
  return (forcingProperties[type] ?? []).some((name) => isWithin(path, name));
}

const sizes = ["size", "sizeGiB", "diskSizeGB", "rootBlockDevice.volumeSize"] as const;

function shrinking(step: PlannedStep): readonly Danger[] {
  return propertyChanges(step).flatMap(({ path, before, after }) => {
    if (!sizes.some((name) => name === path) || typeof before !== "number" || typeof after !== "number") return [];
    if (after >= before) return [];
    const text = `disk ${code(step.name)} shrinks from ${before} to ${after} GiB: no provider can, and its data is at risk`;
    return [{ rule: "shrink disk", group: "removal", urn: step.urn, text }];
  });
}

function lostProtection(step: PlannedStep): readonly Danger[] {
  const switches = ["disableApiTermination"] as const;
  const lifted = switches.filter((key) => step.before?.inputs[key] === true && step.after?.inputs[key] !== true);
  if (lifted.length === 0 && !(step.before?.protect === true && step.after?.protect !== true)) return [];
  const text = `${kindOf(step)} ${code(step.name)} is no longer protected from deletion`;
  return [{ rule: "protection off", group: "removal", urn: step.urn, text }];
}

interface Removal {
  readonly verb: "delete" | "replace";
  readonly kind: Kind;
}

export function danger({ urn }: PlannedStep, { verb, kind }: Removal, text: string): Danger {
  const named = rules.find((rule) => rule === `${verb} ${kind}`);
  const rule: Rule = named ?? (verb === "delete" ? "delete other" : "replace other");
  return { rule, group: "removal", urn, text };
}

export function reasonText({ path, before, after, text }: PropertyChange): string {
  if (text !== undefined) return `${code(path)} changes`;
  if (isJsonMap(before) || isJsonMap(after)) return `${code(path)} changes`;
  return `${code(path)} goes from ${code(plainValue(before))} to ${code(plainValue(after))}`;
}

/** What Pulumi itself names as a reason. */
function otherReason({ replaceKeys }: PlannedStep): string {
  if (replaceKeys.includes("provider")) return "its provider's settings lead elsewhere";
  const [first] = replaceKeys;
  return first === undefined ? "what it depends on is replaced" : `${code(rootOfPath(first))} changes`;
}

/** Of what goes with a resource of a kind, whatever the resource. */
const fates: { readonly [K in Kind]?: string } = {
  disk: ", and all its data is lost",
  group: ", and everything that is in it",
  "load balancer": ": its name or address ends, and connections through it with that",
  address: ": names and allow lists that point to the old one break",
  secret: ": what was locked or let in with the old one is not any more",
};

export function fateOfData(step: PlannedStep, kind: Kind): string {
  if (kind === "backup") return fateOfSnapshots(step);
  if (kind !== "volume") return fates[kind] ?? "";
  if (step.before?.retainOnDelete !== true) return ", and all its data is lost";
  return `${step.operation === "delete" ? " from the stack" : ""}; its data stays on the host's disk`;
}

/** Azure's snapshots of a disk end with its backup; AWS's stay, and no one deletes them any more. */
function fateOfSnapshots({ type }: PlannedStep): string {
  if (!type.startsWith("aws:")) return ", and all snapshots that it made of the disk with it";
  return ": no more snapshots of data disks are made, and those that are there stay until you delete them";
}

function protectedNote({ before, after }: PlannedStep): string {
  return before?.protect === true && after?.protect !== false ? " (protected: `up` will refuse)" : "";
}
