import type { Operation, Step } from "@berth/model/step";
import { parseUrn } from "@berth/model/urn";

const symbols: Readonly<Record<Operation, string>> = {
  same: " ",
  create: "+",
  update: "~",
  delete: "-",
  replace: "+-",
  "create-replacement": "++",
  "delete-replaced": "--",
  read: ">",
  "read-replacement": ">+",
  refresh: "~",
  import: "=",
  "import-replacement": "=+",
  discard: "<",
  "discard-replaced": "<",
  "remove-pending-replace": "~",
};

/** Operation → what has happened, for lines and for the summary. */
export const done: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  replace: "replaced",
  "create-replacement": "created the new one",
  "delete-replaced": "deleted the old one",
  read: "read",
  import: "imported",
  "import-replacement": "imported the new one",
  refresh: "refreshed",
  same: "unchanged",
};

/** A duration as text: "3.1 s", "1 min 5 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The type and the name of a resource. */
export function title(urn: string): string {
  const { type, name } = parseUrn(urn);
  return `${type} ${name}`;
}

/** The mark of an operation, two characters wide. */
export function symbol(step: Step): string {
  return symbols[step.operation].padEnd(2);
}

/** What a running step does: "creating". */
export function verb(operation: Operation): string {
  if (operation === "create-replacement") return "creating the new one";
  if (operation === "delete-replaced") return "deleting the old one";
  return `${operation.replace(/e$/, "")}ing`;
}

/** What a finished step did: "created". */
export function outcome(step: Step): string {
  if (step.operation === "refresh" && step.after === undefined) return "is gone";
  return done[step.operation] ?? step.operation;
}

/** Equal for the events of one step. */
export function keyOf(step: Step): string {
  return `${step.urn} ${step.operation}`;
}
