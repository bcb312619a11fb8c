import { createHash } from "node:crypto";
import { parse } from "yaml";
import { parseUrn } from "@berth/model/urn";
import type { HashedPreview, HashedState, HashedStep } from "./hashed-preview";
import { withoutAutomaticNames } from "./automatic-names";
import { wholeSteps } from "./whole-steps";

type ReadStep = Omit<HashedStep, "op"> & { readonly operation: string };

/** Enough that a second plan of the same name cannot be found, and still to be copied. */
const hashLength = 32;

/**
 * A plan's name: equal for two previews that do the same to the same resources with the same configuration, whatever their
 * order, time and automatic names. A preview shows no secrets; they count by the encrypted text in the stack's file.
 */
export function planHash(preview: HashedPreview, stackFileText: string): string {
  const planned = (preview.steps ?? []).map(({ op, ...step }) => ({ ...step, operation: op }));
  const steps = wholeSteps(planned).filter(isChange).map(hashedStep);
  const config: unknown = parse(stackFileText);
  const text = canonical({ config: isRecord(config) ? (config.config ?? null) : null, steps: steps.sort() });
  return createHash("sha256").update(text).digest("hex").slice(0, hashLength);
}

/** Protection that is given or lifted is a change, though nothing is done to the resource. */
function isChange({ operation, oldState, newState }: ReadStep): boolean {
  return operation !== "same" || (oldState?.protect ?? false) !== (newState?.protect ?? false);
}

function hashedStep({ operation, urn, oldState, newState }: ReadStep): string {
  const { name } = parseUrn(urn);
  return canonical([operation, urn, oldState?.id ?? null, stateOf(oldState, name), stateOf(newState, name)]);
}

function stateOf(state: HashedState | undefined, name: string): unknown {
  if (state === undefined) return null;
  const { inputs = {}, protect = false, retainOnDelete = false } = state;
  const named = Object.entries(withoutAutomaticNames(inputs, name));
  const own = Object.fromEntries(named.filter(([key]) => !key.startsWith("__")));
  return { inputs: own, protect, retainOnDelete };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
