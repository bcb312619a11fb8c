import type { PropertyMap, PropertyValue } from "@berth/model/property";
import { isList, isMap, Secret } from "@berth/model/property";
import type { ResourceState } from "@berth/model/state";
import { signatureKey, signatures } from "@berth/model/signatures";
import type { Operation, Step } from "@berth/model/step";
import { jsonValue, type ValueOptions } from "./value";

/** Steps that are parts of others, or that change nothing by themselves. */
const physical: readonly Operation[] = [
  "create-replacement",
  "delete-replaced",
  "read-replacement",
  "import-replacement",
  "discard-replaced",
  "remove-pending-replace",
];

export type EventFields = Readonly<Record<string, unknown>>;

/** A step as Pulumi's engine events have it. A refresh is never logical, whatever it has found. */
export function eventMetadata(step: Step, op: string, options: ValueOptions): EventFields {
  const { operation, urn, type, before, after, replaceKeys, changedKeys, detailedDiff } = step;
  return {
    op,
    urn,
    type,
    old: stateOrNull(before, options),
    new: stateOrNull(after, options),
    ...(replaceKeys.length === 0 ? {} : { keys: replaceKeys }),
    ...(changedKeys.length === 0 ? {} : { diffs: changedKeys }),
    detailedDiff: detailed(detailedDiff),
    ...(operation === "refresh" || physical.includes(operation) ? {} : { logical: true }),
    provider: (after ?? before)?.provider ?? "",
  };
}

function stateOrNull(state: ResourceState | undefined, options: ValueOptions): EventFields | null {
  return state === undefined ? null : eventState(state, options);
}

function detailed(diff: Step["detailedDiff"]): EventFields | null {
  if (diff === undefined) return null;
  return Object.fromEntries(
    Object.entries(diff).map(([path, { kind, inputDiff }]) => [path, { diffKind: kind, inputDiff }]),
  );
}

function eventState(state: ResourceState, options: ValueOptions): EventFields {
  const { urn, type, id = "", parent = "", provider = "", initErrors = [] } = state;
  const flags = ["custom", "delete", "protect", "external", "retainOnDelete"] as const;
  return {
    urn,
    type,
    ...Object.fromEntries(flags.filter((flag) => state[flag] === true).map((flag) => [flag, true])),
    id,
    parent,
    inputs: eventMap(state.inputs, options),
    outputs: eventMap(state.outputs, options),
    provider,
    ...(initErrors.length === 0 ? {} : { initErrors }),
  };
}

function eventMap(properties: PropertyMap, options: ValueOptions): EventFields {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, eventValue(value, options)]));
}

/** A secret is marked as in the state, without its text unless that is asked for. */
function eventValue(value: PropertyValue, options: ValueOptions): unknown {
  if (value instanceof Secret) {
    const text = options.showSecrets
      ? { plaintext: JSON.stringify(eventValue(value.value, options)) }
      : { ciphertext: "[secret]" };
    return { [signatureKey]: signatures.secret, ...text };
  }
  if (isList(value)) return value.map((item) => eventValue(item, options));
  return isMap(value) ? eventMap(value, options) : jsonValue(value, options);
}
