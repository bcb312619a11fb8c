import { printable } from "../render/plain-value";

/** What a review calls dangerous; review.yaml lists those of them that need an approval. */
export const rules = [
  "delete machine",
  "delete disk",
  "delete volume",
  "delete address",
  "delete load balancer",
  "delete network",
  "delete firewall",
  "delete container",
  "delete privilege",
  "delete registry",
  "delete backup",
  "delete group",
  "delete secret",
  "delete other",
  "replace machine",
  "replace disk",
  "replace volume",
  "replace address",
  "replace load balancer",
  "replace network",
  "replace firewall",
  "replace registry",
  "replace backup",
  "replace group",
  "replace secret",
  "replace other",
  "shrink disk",
  "protection off",
  "open to the world",
  "open to more",
  "open outward",
  "publish port",
  "more privileges",
  "policy violation",
  "policy advice",
  "downtime",
] as const;

export type Rule = (typeof rules)[number];

/** The four lines of dangers, in the order in which they are read. */
export type DangerGroup = "removal" | "opening" | "policy" | "downtime";

export interface Danger {
  readonly rule: Rule;
  readonly group: DangerGroup;
  readonly urn: string;
  /** One clause; names and values are between backticks. */
  readonly text: string;
}

/** A name or value in a danger's text: one line, and no backtick to break out by. */
export function code(text: string): string {
  const shown = printable(text).replaceAll("`", "'");
  return `\`${shown.length <= maxCode ? shown : `${shown.slice(0, maxCode)}…`}\``;
}

const maxCode = 100;
